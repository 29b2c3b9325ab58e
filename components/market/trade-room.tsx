"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { HaltNotice, LadderCard, TimeAndSalesCard } from "@/components/market/depth-cards";
import { InstrumentChart } from "@/components/market/instrument-chart";
import type { History, Instrument } from "@/components/market/market-types";
import { MyInstrument } from "@/components/market/my-instrument";
import { QuoteHeader } from "@/components/market/quote-header";
import { SymbolSearch } from "@/components/market/symbol-search";
import { useMine } from "@/components/market/use-mine";
import { OrdersBlotter } from "@/components/orders/orders-blotter";
import { TicketPlace } from "@/components/orders/ticket-place";
import type { Side } from "@/components/orders/ticket-terms";
import { useAccounts } from "@/components/portal-frame/accounts";
import type { Quote } from "@/components/shell/live-store";
import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";

/** Comes after the page: sorting and dragging are heavy, and the chart and the ticket come first. */
const Watchlist = dynamic(
  () => import("@/components/watchlists/watchlist").then((module) => module.Watchlist),
  { loading: () => <SkeletonRows rows={6} /> },
);

export type Traded = { instrument: Instrument; quote: Quote | null; history: History };

type TradeRoomProps = {
  /** Null until a symbol is chosen. */
  traded: Traded | null;
  side?: Side;
  /** Open orders of the account; null without an account. */
  openOrders: { accountId: string; list: Outputs["orders"]["list"] } | null;
};

/** The workspace: an instrument, its chart, the ticket, and the orders below. */
export function TradeRoom({ traded, side, openOrders }: TradeRoomProps) {
  const router = useRouter();
  const { accounts, current } = useAccounts();

  function choose(symbol: string) {
    const query = new URLSearchParams({ symbol });
    if (current && current !== accounts[0]) query.set("account", current.id);
    router.push(`/trade?${query}`);
  }

  return (
    <div data-flush className="grid gap-2 max-md:pb-16">
      <section
        aria-label="Instrument"
        className="grid gap-x-6 gap-y-3 rounded-card border border-line bg-surface px-4 py-3 lg:grid-cols-[auto_minmax(0,1fr)] lg:items-center"
      >
        <SymbolSearch label="Symbol or name" onPick={choose} />
        {traded ? (
          <QuoteHeader instrument={traded.instrument} quote={traded.quote} />
        ) : (
          <h1 className="text-title">Trade</h1>
        )}
      </section>
      {traded ? (
        <Workspace key={traded.instrument.symbol} traded={traded} side={side} />
      ) : (
        <Card>
          <EmptyState title="Choose what to trade">
            Type a symbol or part of a name above. The chart, the quote and the ticket follow.
          </EmptyState>
        </Card>
      )}
      <Watchlist onPick={choose} />
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

function Workspace({ traded, side }: { traded: Traded; side?: Side }) {
  const { instrument, quote, history } = traded;
  const { symbol } = instrument;
  const { position, orders } = useMine(symbol);
  return (
    <div className="grid gap-2 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 content-start gap-2">
        <HaltNotice symbol={symbol} />
        <InstrumentChart
          symbol={symbol}
          quote={quote}
          initial={{ range: "5D", history }}
          averageCost={position?.averageCost ?? null}
          orders={orders}
          heightClass="h-72 md:h-[30rem]"
        />
        <div className="grid items-start gap-2 xl:grid-cols-2">
          <LadderCard symbol={symbol} orders={orders} />
          <TimeAndSalesCard symbol={symbol} />
        </div>
      </div>
      <div className="grid min-w-0 content-start gap-2 max-lg:order-first">
        <TicketPlace symbol={symbol} quote={quote} side={side} />
        <div className="max-lg:hidden">
          <MyInstrument symbol={symbol} position={position} orders={[]} />
        </div>
      </div>
    </div>
  );
}
