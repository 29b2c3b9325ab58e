"use client";

import { useQuery } from "@tanstack/react-query";
import { type Depth, depthOf, type Sales, salesOf } from "@/components/market/live-depth";
import { useLiveBook } from "@/components/shell/live-provider";
import { useTRPC } from "@/components/shell/trpc-client";

/** Level II of a symbol: asked for once, and from then on as the tab's line tells it. Undefined until there is any. */
export function useLiveDepth(symbol: string): Depth | undefined {
  const trpc = useTRPC();
  const first = useQuery(trpc.market.depth.queryOptions({ symbol }));
  const book = useLiveBook(symbol);
  return book ? depthOf(book) : first.data;
}

/** The line carries the newest trades only: the whole tape is asked for so often. */
const TAPE_MS = 5_000;

/** The tape of a symbol, newest first: asked for now and then, and between that with what the tab's line adds. */
export function useLiveSales(symbol: string): Sales | undefined {
  const trpc = useTRPC();
  const first = useQuery(trpc.market.prints.queryOptions({ symbol }, { refetchInterval: TAPE_MS }));
  const book = useLiveBook(symbol);
  return first.data && book ? salesOf(first.data, book) : first.data;
}
