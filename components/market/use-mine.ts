"use client";

import { useQuery } from "@tanstack/react-query";
import type { Position } from "@/components/market/market-types";
import { useOpenOrders } from "@/components/orders/order-watch";
import type { Order } from "@/components/orders/order-words";
import { useAccounts } from "@/components/portal-frame/accounts";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useTRPC } from "@/components/shell/trpc-client";

/** What the account that the page speaks of has to do with an instrument: its holding, its open orders; live. */
export function useMine(symbol: string): { position: Position | null; orders: Order[] } {
  const trpc = useTRPC();
  const { current } = useAccounts();
  const accountId = current?.id ?? null;
  const isHydrated = useHydrated();
  const portfolio = useQuery(
    trpc.portfolio.get.queryOptions({ accountId: accountId ?? "" }, { enabled: accountId !== null }),
  ).data;
  const open = useOpenOrders(accountId);
  return {
    position: (isHydrated && portfolio?.positions.find((held) => held.symbol === symbol)) || null,
    orders: open?.orders.filter((order) => order.symbol === symbol) ?? [],
  };
}
