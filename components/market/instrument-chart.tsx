"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { CandleLine } from "@/components/charts/candle-data";
import { Candles } from "@/components/charts/candles";
import { plotNumber } from "@/components/charts/plot-number";
import { grow, INTERVAL_WORDS, REFRESH_MS, splitBars } from "@/components/market/candle-series";
import type { Bar, History } from "@/components/market/market-types";
import { type Order, SIDE_WORDS } from "@/components/orders/order-words";
import { useQuote } from "@/components/shell/live-provider";
import type { Quote } from "@/components/shell/live-store";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import { CHART_RANGES, type ChartRange } from "@/domain/market/market-input";
import { formatQuantity } from "@/domain/money/format";

type InstrumentChartProps = {
  symbol: string;
  quote: Quote | null;
  /** What the page brought along: bars of this range. */
  initial: { range: ChartRange; history: History };
  /** Drawn as levels: what is held, at its average cost, and what waits to trade. */
  averageCost: string | null;
  orders: readonly Pick<Order, "id" | "side" | "quantity" | "limitPrice">[];
  heightClass?: string;
};

const NO_BARS: Bar[] = [];
const RANGES = CHART_RANGES.map((range) => ({ value: range, label: range }));

/** Candles of one instrument with volume; the last bar moves with the market. */
export function InstrumentChart(props: InstrumentChartProps) {
  const { symbol, initial, averageCost, orders, heightClass } = props;
  const trpc = useTRPC();
  const [range, chooseRange] = useState(initial.range);
  const quote = useQuote(symbol, props.quote);
  const query = useQuery(
    trpc.market.history.queryOptions(
      { symbol, range },
      {
        ...(range === initial.range ? { initialData: initial.history } : {}),
        refetchInterval: ({ state }) => REFRESH_MS[state.data?.interval ?? "1d"],
      },
    ),
  );
  const bars = query.data?.bars ?? NO_BARS;
  const interval = query.data?.interval ?? initial.history.interval;
  const { history, growing } = useMemo(() => splitBars(bars), [bars]);
  const last = quote?.last ?? null;
  const liveBar = useMemo(() => grow(growing, last === null ? null : plotNumber(last)), [growing, last]);
  const lines = useMemo(() => levels(averageCost, orders), [averageCost, orders]);
  const isFine = (growing?.close ?? 1) < 1;

  return (
    <Card
      padding="none"
      title="Chart"
      aside={
        <SegmentedControl label="Range" size="sm" value={range} onChange={chooseRange} options={RANGES} />
      }
    >
      {query.isPending ? (
        <Skeleton className="m-4 h-72 md:h-96" />
      ) : bars.length === 0 ? (
        <EmptyState title="No trades to draw yet">
          There is nothing in this period. Try a longer one, or wait for the first trade.
        </EmptyState>
      ) : (
        <Candles
          // Another range is another picture, with its own view of it.
          key={range}
          label={`${symbol}, bars of ${INTERVAL_WORDS[interval]}`}
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
