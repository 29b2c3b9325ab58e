"use client";

import { useQuery } from "@tanstack/react-query";
import { type Depth, depthOf, type Sales, salesOf } from "@/components/market/live-depth";
import { useLiveBook } from "@/components/shell/live-provider";
import { useTRPC } from "@/components/shell/trpc-client";
import { PLANS } from "@/domain/market-data/plans";

/** The person's market-data plan, and whether Level II is in it; both undefined until it is known. */
export function useDepthPlan() {
  const trpc = useTRPC();
  const plan = useQuery(trpc.marketData.mine.queryOptions()).data;
  return { plan, isEntitled: plan && PLANS[plan.plan].hasDepth };
}

/**
 * Level II of a symbol for those whose plan has it: asked for once, and from then on as the tab's line tells it.
 * Undefined until there is any.
 */
export function useLiveDepth(symbol: string): Depth | undefined {
  const trpc = useTRPC();
  const isEntitled = useDepthPlan().isEntitled ?? false;
  const first = useQuery(trpc.market.depth.queryOptions({ symbol }, { enabled: isEntitled }));
  const book = useLiveBook(symbol, isEntitled);
  return book ? depthOf(book) : first.data;
}

/** The line carries the newest trades only, and with Level II only: the whole tape is asked for so often. */
const TAPE_MS = { entitled: 5_000, others: 1_000 };

/** The tape of a symbol, newest first: asked for now and then, and between that with what the tab's line adds. */
export function useLiveSales(symbol: string): Sales | undefined {
  const trpc = useTRPC();
  const isEntitled = useDepthPlan().isEntitled ?? false;
  const refetchInterval = isEntitled ? TAPE_MS.entitled : TAPE_MS.others;
  const first = useQuery(trpc.market.prints.queryOptions({ symbol }, { refetchInterval }));
  const book = useLiveBook(symbol, isEntitled);
  return first.data && book ? salesOf(first.data, book) : first.data;
}
