"use client";

import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { Portfolio } from "@/components/portfolio/portfolio-sums";
import { useOfLiveQuotes } from "@/components/shell/live-provider";
import { useTRPC } from "@/components/shell/trpc-client";
import { compareWire } from "@/domain/money/wire-sum";

/** Prices move all the time; the whole is valued again at most so often. */
const REVALUE_MS = 2_000;

/**
 * The portfolio, valued as one whole: equity, the change of the day and every position come from the same answer, so
 * they always add up. It is asked for again when a held price has moved, and upon news of the account.
 */
export function usePortfolio(initial: Portfolio): Portfolio {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const accountIds = useAccountIds(initial);
  const portfolio = useQuery(trpc.portfolio.get.queryOptions({ accountIds }, { initialData: initial })).data;

  // What the line says first is what the page was valued with: then there is nothing to ask.
  const moved = useOfLiveQuotes(
    portfolio.positions.map(({ symbol }) => symbol),
    (quotes) =>
      portfolio.positions
        .flatMap(({ symbol, price }) => {
          const last = quotes.get(symbol)?.last;
          return last && (price === null || compareWire(last, price) !== 0) ? `${symbol} ${last}` : [];
        })
        .join(" "),
  );

  const valuedAt = useRef(0);
  useEffect(() => {
    if (moved === "") return;
    const wait = Math.max(0, valuedAt.current + REVALUE_MS - performance.now());
    const timer = setTimeout(() => {
      valuedAt.current = performance.now();
      void queryClient.invalidateQueries(trpc.portfolio.get.pathFilter());
    }, wait);
    return () => clearTimeout(timer);
  }, [moved, queryClient, trpc]);

  return portfolio;
}

/** The accounts that a portfolio is of, as every other question about it names them. */
export function useAccountIds({ accounts }: Pick<Portfolio, "accounts">): string[] {
  return useMemo(() => accounts.map(({ accountId }) => accountId), [accounts]);
}

/** Each account's own portfolio, where the reader wants positions account by account. Undefined while one is on its way. */
export function useEachPortfolio(accountIds: readonly string[], isWanted: boolean): Portfolio[] | undefined {
  const trpc = useTRPC();
  return useQueries({
    queries: accountIds.map((accountId) =>
      trpc.portfolio.get.queryOptions({ accountIds: [accountId] }, { enabled: isWanted }),
    ),
    combine: (answers) => {
      const found = answers.flatMap(({ data }) => data ?? []);
      return found.length === answers.length ? found : undefined;
    },
  });
}
