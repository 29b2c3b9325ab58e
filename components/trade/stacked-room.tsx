"use client";

import { InstrumentChart } from "@/components/market/instrument-chart";
import { MyInstrument } from "@/components/market/my-instrument";
import { useMine } from "@/components/market/use-mine";
import { OrdersBlotter } from "@/components/orders/orders-blotter";
import { TicketPlace } from "@/components/orders/ticket-place";
import type { Side } from "@/components/orders/ticket-form";
import type { Outputs } from "@/components/shell/trpc-client";
import type { Traded } from "@/components/trade/traded";
import { Card } from "@/components/ui/card";

/** Open orders of the account; null without an account. */
export type OpenOrders = { accountId: string; list: Outputs["orders"]["list"] } | null;

type StackedRoomProps = { traded: Traded; side?: Side; openOrders: OpenOrders };

/** Trading on a narrow screen: the chart, the ticket a thumb away, what is held, and the orders as a list. */
export function StackedRoom({ traded, side, openOrders }: StackedRoomProps) {
  const { instrument, quote, history } = traded;
  const { symbol } = instrument;
  const { position, orders } = useMine(symbol);
  return (
    <div className="grid gap-2 max-md:pb-16">
      <div className="grid items-start gap-2 md:grid-cols-[minmax(0,1fr)_20rem]">
        <InstrumentChart
          key={symbol}
          symbol={symbol}
          quote={quote}
          initial={{ range: "5D", history }}
          averageCost={position?.averageCost ?? null}
          orders={orders}
          heightClass="h-64 md:h-96"
        />
        <TicketPlace symbol={symbol} quote={quote} side={side} />
      </div>
      <MyInstrument symbol={symbol} position={position} orders={[]} />
      {openOrders ? (
        <Card padding="none">
          <OrdersBlotter
            key={openOrders.accountId}
            accountId={openOrders.accountId}
            initial={{ show: "OPEN", list: openOrders.list }}
          />
        </Card>
      ) : null}
    </div>
  );
}
