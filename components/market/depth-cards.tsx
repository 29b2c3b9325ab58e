"use client";

import { useQuery } from "@tanstack/react-query";
import { haltInWords } from "@/components/market/halt-words";
import { Ladder } from "@/components/market/ladder";
import type { OrderSide, OwnOrder } from "@/components/market/ladder-rows";
import { TimeAndSales } from "@/components/market/time-and-sales";
import { useDepthPlan, useLiveDepth, useLiveSales } from "@/components/market/use-live-depth";
import { DepthOffer } from "@/components/market-data/depth-offer";
import { useTRPC } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { SkeletonRows } from "@/components/ui/skeleton";

const STATUS_MS = 5_000;

type LadderCardProps = {
  symbol: string;
  orders?: readonly OwnOrder[];
  onPick?: (price: string, side: OrderSide) => void;
};

/** Level II of one instrument, kept fresh; for those without the plan what it costs, and no book is asked for. */
export function LadderCard({ symbol, orders, onPick }: LadderCardProps) {
  const { plan, isEntitled } = useDepthPlan();
  const depth = useLiveDepth(symbol);
  if (plan && !isEntitled)
    return (
      <Card title="Depth">
        <DepthOffer prices={plan.prices} />
      </Card>
    );
  return (
    <Card title="Depth" padding="none">
      {depth ? <Ladder depth={depth} orders={orders} onPick={onPick} /> : <SkeletonRows rows={8} />}
    </Card>
  );
}

/** The tape of one instrument, kept fresh. */
export function TimeAndSalesCard({ symbol }: { symbol: string }) {
  const sales = useLiveSales(symbol);
  return (
    <Card title="Time and sales" padding="none">
      {sales ? <TimeAndSales symbol={symbol} sales={sales} /> : <SkeletonRows rows={8} />}
    </Card>
  );
}

/** Says that trading in an instrument stands still, and why; nothing while it trades. */
export function HaltNotice({ symbol }: { symbol: string }) {
  const trpc = useTRPC();
  const status = useQuery(trpc.market.status.queryOptions({ symbol }, { refetchInterval: STATUS_MS })).data;
  if (!status?.halt) return null;
  return (
    <Callout tone="caution" isLive title={`Trading in ${symbol} is halted`}>
      {haltInWords(status.halt)}
    </Callout>
  );
}
