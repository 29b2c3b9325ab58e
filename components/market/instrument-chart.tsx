"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { CandleLine } from "@/components/charts/candle-data";
import { Candles } from "@/components/charts/candles";
import { plotNumber } from "@/components/charts/plot-number";
import { grow, INTERVALS, REFRESH_MS, splitBars } from "@/components/market/candle-series";
import type { Bar, Interval } from "@/components/market/market-types";
import { type Order, SIDE_WORDS } from "@/components/orders/order-words";
import { useQuote } from "@/components/shell/live-provider";
import type { Quote } from "@/components/shell/live-store";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import { formatQuantity } from "@/domain/money/format";

type InstrumentChartProps = {
  symbol: string;
  quote: Quote | null;
  /** The bars that the page brought along, of this size. */
  initial: { interval: Interval; bars: Bar[] };
  /** Drawn as levels: what is held, at its average cost, and what waits to trade. */
  averageCost: string | null;
  orders: readonly Pick<Order, "id" | "side" | "quantity" | "limitPrice">[];
  heightClass?: string;
};

const NO_BARS: Bar[] = [];

/** Candles of one instrument with volume; the last bar moves with the market. */
export function InstrumentChart(props: InstrumentChartProps) {
  const { symbol, initial, averageCost, orders, heightClass } = props;
  const trpc = useTRPC();
  const [interval, chooseInterval] = useState(initial.interval);
  const quote = useQuote(symbol, props.quote);
  const query = useQuery(
    trpc.market.bars.queryOptions(
      { symbol, interval },
      {
        ...(interval === initial.interval ? { initialData: initial.bars } : {}),
        refetchInterval: REFRESH_MS[interval],
      },
    ),
  );
  const bars = query.data ?? NO_BARS;
  const { history, growing } = useMemo(() => splitBars(bars), [bars]);
  const last = quote?.last ?? null;
  const liveBar = useMemo(() => grow(growing, last === null ? null : plotNumber(last)), [growing, last]);
  const lines = useMemo(() => levels(averageCost, orders), [averageCost, orders]);
  const { words } = INTERVALS.find(({ value }) => value === interval) ?? { words: interval };
  const isFine = (growing?.close ?? 1) < 1;

  return (
    <Card
      padding="none"
      title="Chart"
      aside={
        <SegmentedControl
          label="Bars of"
          size="sm"
          value={interval}
          onChange={chooseInterval}
          options={INTERVALS}
        />
      }
    >
      {query.isPending ? (
        <Skeleton className="m-4 h-72 md:h-96" />
      ) : bars.length === 0 ? (
        <EmptyState title="No trades to draw yet">
          There is nothing in this period. Try longer bars, or wait for the first trade.
        </EmptyState>
      ) : (
        <Candles
          // Another kind of bar is another picture, with its own view of it.
          key={interval}
          label={`${symbol}, bars of ${words}`}
          bars={history}
          liveBar={liveBar}
          lines={lines}
          isDaily={interval === "1d"}
          priceDecimals={isFine ? 4 : 2}
          heightClass={heightClass}
        />
      )}
    </Card>
  );
}

function levels(averageCost: string | null, orders: InstrumentChartProps["orders"]): CandleLine[] {
  const waiting = orders.flatMap(({ side, quantity, limitPrice }): CandleLine[] =>
    limitPrice === null
      ? []
      : [
          {
            price: plotNumber(limitPrice),
            label: `${SIDE_WORDS[side]} ${formatQuantity(quantity)}`,
            tone: side === "BUY" ? "gain" : "loss",
          },
        ],
  );
  return averageCost === null
    ? waiting
    : [{ price: plotNumber(averageCost), label: "My cost", tone: "muted" }, ...waiting];
}
