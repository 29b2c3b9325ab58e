"use client";

import { Ladder } from "@/components/market/ladder";
import type { OrderSide, OwnOrder } from "@/components/market/ladder-rows";
import { TimeAndSales } from "@/components/market/time-and-sales";
import { useDepthPlan, useLiveDepth, useLiveSales } from "@/components/market/use-live-depth";
import { DepthOffer } from "@/components/market-data/depth-offer";
import { Panel } from "@/components/trade/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

/** Prices a side that a panel of the usual height has room for. */
const LEVELS = 6;

type LadderPanelProps = {
  symbol: string;
  orders: readonly OwnOrder[];
  onPick: (price: string, side: OrderSide) => void;
};

/** Level II: a press on a price goes into the ticket. Without the plan for it, what it costs. */
export function LadderPanel({ symbol, orders, onPick }: LadderPanelProps) {
  const { plan, isEntitled } = useDepthPlan();
  const depth = useLiveDepth(symbol);
  return (
    <Panel title="Level II" aside={symbol}>
      <div className="pt-2">
        {plan && !isEntitled ? (
          <DepthOffer prices={plan.prices} />
        ) : depth ? (
          <Ladder depth={depth} orders={orders} levels={LEVELS} onPick={onPick} />
        ) : (
          <SkeletonRows rows={10} />
        )}
      </div>
    </Panel>
  );
}

/** The tape. Its own region scrolls, so that its headings stay. */
export function TapePanel({ symbol }: { symbol: string }) {
  const sales = useLiveSales(symbol);
  return (
    <Panel title="Time and sales" aside={symbol}>
      <div className="h-full *:relative *:h-full *:max-h-full">
        {sales ? <TimeAndSales symbol={symbol} sales={sales} isNarrow /> : <SkeletonRows rows={8} />}
      </div>
    </Panel>
  );
}
