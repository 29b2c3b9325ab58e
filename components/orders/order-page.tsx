"use client";

import { useQuery } from "@tanstack/react-query";
import { EasternTime } from "@/components/market/eastern-time";
import { CancelButton } from "@/components/orders/cancel-button";
import { OrderFills } from "@/components/orders/order-fills";
import { OrderStatusPill } from "@/components/orders/order-status";
import { OrderTimeline } from "@/components/orders/order-timeline";
import {
  type OrderDetail,
  progressInWords,
  routeInWords,
  SIDE_WORDS,
  STATUS_WORDS,
} from "@/components/orders/order-words";
import { useTRPC } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { DescriptionList } from "@/components/ui/description-list";
import { Figure } from "@/components/ui/figure";
import { LinkButton } from "@/components/ui/link-button";
import { LiveRegion } from "@/components/ui/live-region";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { formatMoney, formatPrice, formatQuantity, formatSigned } from "@/domain/money/format";
import { sumWire } from "@/domain/money/wire-sum";
import { formatDate } from "@/domain/time/format";

const UNTIL = { DAY: "The day", GTC: "Until cancelled" } as const;

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
        aside={<OrderStatusPill order={{ status: order.status, reasons: [] }} />}
        actions={
          <>
            <CancelButton order={order} size="md" />
            <LinkButton href={`/instruments/${order.symbol}`}>{order.symbol} chart and quote</LinkButton>
          </>
        }
      />
      <LiveRegion message={`${order.symbol}: ${progressInWords(order)}`} />
      {order.reasons.length > 0 ? <Reasons order={order} /> : null}
      <div className="grid gap-4 lg:grid-cols-[1fr_22rem]">
        <div className="grid min-w-0 content-start gap-4">
          <Progress order={order} />
          <OrderFills fills={order.executions} isGoingOn={isGoingOn} />
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <Terms order={order} />
          <OrderTimeline events={order.events} />
        </div>
      </div>
    </>
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

function Terms({ order }: { order: OrderDetail }) {
  const until = order.expiresOn ? `${UNTIL.GTC}, at most to ${formatDate(order.expiresOn)}` : UNTIL.DAY;
  return (
    <Card title="Terms">
      <DescriptionList
        columns={2}
        items={[
          {
            term: "Symbol",
            detail: <TextLink href={`/instruments/${order.symbol}`}>{order.symbol}</TextLink>,
          },
          {
            term: "Type",
            detail: order.type === "LIMIT" ? `Limit ${formatPrice(order.limitPrice)}` : "Market",
          },
          { term: "Good for", detail: until },
          {
            term: "Route",
            detail: routeInWords(order.route) ? `DART: ${routeInWords(order.route)}` : "DART",
          },
          { term: "Placed", detail: <EasternTime at={order.placedAt} look="full" /> },
          {
            term: "Over",
            detail: order.closedAt ? <EasternTime at={order.closedAt} look="full" /> : "Not yet",
          },
        ]}
      />
    </Card>
  );
}
