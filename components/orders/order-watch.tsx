"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { type Order, progressInWords, STATUS_WORDS, termsInWords } from "@/components/orders/order-words";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { CalloutTone } from "@/components/ui/callout";
import { showToast } from "@/components/ui/toast-store";
import { compareWire } from "@/domain/money/wire-sum";

/** Orders that a ticket on this page reports on itself: they are not told twice. */
const claimed = new Set<string>();

/** Says that the caller tells the reader about this order; the answer gives it back. */
export function claimOrder(orderId: string): () => void {
  claimed.add(orderId);
  return () => {
    claimed.delete(orderId);
  };
}

/** The open orders of an account, live; asked once for the whole page. */
export function useOpenOrders(accountId: string | null) {
  const trpc = useTRPC();
  const isHydrated = useHydrated();
  const { data } = useQuery(
    trpc.orders.list.queryOptions(
      { accountId: accountId ?? "", show: "OPEN" },
      { enabled: accountId !== null },
    ),
  );
  return isHydrated ? data : undefined;
}

const TONES: Partial<Record<Order["status"], CalloutTone>> = {
  FILLED: "gain",
  PARTIALLY_FILLED: "gain",
  REJECTED: "danger",
  EXPIRED: "caution",
};

/** Orders of `before` that have moved on: filled further, or no longer open. */
export function movedOrders(before: readonly Order[], now: readonly Order[]) {
  const current = new Map(now.map((order) => [order.id, order]));
  const filled = before.flatMap((order) => {
    const next = current.get(order.id);
    return next && compareWire(next.cumQty, order.cumQty) > 0 ? [next] : [];
  });
  const gone = before.filter((order) => !current.has(order.id)).map((order) => order.id);
  return { filled, gone };
}

/**
 * Tells the reader, wherever they are, what becomes of their orders: a fill, the end of an order. Shows nothing
 * itself; the toasts are read out.
 */
export function OrderWatch({ accountId }: { accountId: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const list = useOpenOrders(accountId);
  const seen = useRef<Outputs["orders"]["list"] | undefined>(undefined);

  const tell = useEffectEvent((order: Order) => {
    if (claimed.has(order.id)) return;
    showToast({
      tone: TONES[order.status] ?? "info",
      title: `${order.symbol}: ${STATUS_WORDS[order.status].label.toLowerCase()}`,
      description: `${termsInWords(order)}. ${progressInWords(order)}`,
      action: { label: "See the order", onAction: () => router.push(`/orders/${order.id}`) },
    });
  });

  const tellEnd = useEffectEvent(async (orderId: string) => {
    const order = await queryClient
      .fetchQuery(trpc.orders.detail.queryOptions({ orderId }, { staleTime: 0 }))
      .catch(() => null);
    if (order && !STATUS_WORDS[order.status].isGoingOn) tell(order);
  });

  useEffect(() => {
    const before = seen.current;
    seen.current = list;
    // A full page may have pushed orders off its end: what is missing there need not be over.
    if (!before || !list || before.nextCursor || list.nextCursor) return;
    const { filled, gone } = movedOrders(before.orders, list.orders);
    for (const order of filled) tell(order);
    for (const orderId of gone) void tellEnd(orderId);
  }, [list]);

  return null;
}
