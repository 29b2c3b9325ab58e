"use client";

import { useQuery } from "@tanstack/react-query";
import { CancelButton } from "@/components/orders/cancel-button";
import { ChangeButton } from "@/components/orders/change-order";
import { OrderFills } from "@/components/orders/order-fills";
import { OrderGroup } from "@/components/orders/order-group";
import { OrderLots } from "@/components/orders/order-lots";
import { OrderRoute } from "@/components/orders/order-route";
import { OrderStatusPill } from "@/components/orders/order-status";
import { OrderTerms } from "@/components/orders/order-terms";
import { OrderTimeline } from "@/components/orders/order-timeline";
import {
  changeInWords,
  type OrderDetail,
  progressInWords,
  SIDE_WORDS,
  STATUS_WORDS,
} from "@/components/orders/order-words";
import { useTRPC } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { Figure } from "@/components/ui/figure";
import { LinkButton } from "@/components/ui/link-button";
import { LiveRegion } from "@/components/ui/live-region";
import { PageHeader } from "@/components/ui/page-header";
import { formatMoney, formatPrice, formatQuantity, formatSigned } from "@/domain/money/format";
import { sumWire } from "@/domain/money/wire-sum";

/** One order: how far it is, what happened to it, and every fill; live. */
export function OrderPage({ initial }: { initial: OrderDetail }) {
  const trpc = useTRPC();
  const { data: order } = useQuery(
    trpc.orders.detail.queryOptions({ orderId: initial.id }, { initialData: initial }),
  );
  const { isGoingOn } = STATUS_WORDS[order.status];
  return (
    <>
      <PageHeader
        back={{ href: "/orders", label: "Orders" }}
        title={`${SIDE_WORDS[order.side]} ${formatQuantity(order.quantity)} ${order.symbol}`}
        aside={<OrderStatusPill order={{ ...order, reasons: [] }} />}
        actions={
          <>
            <ChangeButton order={order} size="md" />
            <CancelButton order={order} size="md" />
            <LinkButton href={`/instruments/${order.symbol}`}>{order.symbol} chart and quote</LinkButton>
          </>
        }
      />
      <LiveRegion message={`${order.symbol}: ${progressInWords(order)}`} />
      {order.reasons.length > 0 ? <Reasons order={order} /> : null}
      {order.pendingReplace ? <PendingChange order={order} /> : null}
      <div className="grid gap-4">
        <Progress order={order} />
        <OrderFills fills={order.executions} isGoingOn={isGoingOn} />
        <div className="grid gap-4 lg:grid-cols-[1fr_22rem]">
          <div className="grid min-w-0 content-start gap-4">
            <OrderRoute order={order} />
            <OrderGroup order={order} />
            {order.side === "SELL" ? <OrderLots order={order} /> : null}
            <OrderTerms order={order} />
          </div>
          <div className="grid min-w-0 content-start">
            <OrderTimeline events={order.events} />
          </div>
        </div>
      </div>
    </>
  );
}

function PendingChange({ order }: { order: OrderDetail }) {
  return (
    <div className="mb-4">
      <Callout tone="caution" title="A change is under way" isLive>
        New terms {changeInWords(order)}. Until the venue has taken them, the old ones stand and may be
        filled.
      </Callout>
    </div>
  );
}

function Reasons({ order }: { order: OrderDetail }) {
  const isRefused = order.status === "DENIED";
  return (
    <div className="mb-4">
      <Callout
        tone="danger"
        title={
          isRefused ? "We refused this order before any venue saw it" : "The venue did not take this order"
        }
        action={
          <LinkButton href={`/trade?symbol=${order.symbol}&side=${order.side}`}>
            Change it and try again
          </LinkButton>
        }
      >
        {order.reasons.map((reason) => (
          <p key={reason.code}>{reason.message}</p>
        ))}
        <p className="text-muted">Nothing was bought, sold, held back or charged.</p>
      </Callout>
    </div>
  );
}

function Progress({ order }: { order: OrderDetail }) {
  const improvements = order.executions.flatMap((fill) => (fill.isBusted ? [] : (fill.improvement ?? [])));
  return (
    <Card>
      <div className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        <Figure
          label="Filled"
          value={`${formatQuantity(order.cumQty)} / ${formatQuantity(order.quantity)}`}
        />
        <Figure
          label="Average price, USD"
          value={order.averagePrice ? formatPrice(order.averagePrice) : "—"}
        />
        <Figure label="Fees, USD" value={formatMoney(order.fees)} />
        <Figure
          label="Price improvement, USD"
          value={
            improvements.length === 0 ? (
              "—"
            ) : (
              <Change text={formatSigned(sumWire(improvements))} hasMark={false} />
            )
          }
        />
      </div>
    </Card>
  );
}
