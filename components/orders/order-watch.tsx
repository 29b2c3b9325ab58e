"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { type Order, progressInWords, STATUS_WORDS, termsInWords } from "@/components/orders/order-words";
import { useLiveOrders } from "@/components/shell/live-provider";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { CalloutTone } from "@/components/ui/callout";
import { showToast } from "@/components/ui/toast-store";
import { formatPrice, formatQuantity } from "@/domain/money/format";

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

/** The ids of orders that were open and are no longer. */
export function goneOrders(before: readonly Order[], now: readonly Order[]): string[] {
  const current = new Set(now.map(({ id }) => id));
  return before.filter(({ id }) => !current.has(id)).map(({ id }) => id);
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
      about: order.id,
      tone: TONES[order.status] ?? "info",
      title: `${order.symbol}: ${STATUS_WORDS[order.status].label.toLowerCase()}`,
      description: `${termsInWords(order)}. ${progressInWords(order)}`,
      action: { label: "See the order", onAction: () => router.push(`/orders/${order.id}`) },
    });
  });

  /** Each part that fills, as it happens; the last one is told with the order's end. */
  useLiveOrders((event) => {
    if (event.execType !== "TRADE" || event.status === "FILLED" || claimed.has(event.orderId)) return;
    if (!event.lastQty || !event.lastPx) return;
    showToast({
      about: event.orderId,
      tone: "gain",
      title: `${event.symbol}: ${formatQuantity(event.lastQty)} at ${formatPrice(event.lastPx)}`,
      description: `${formatQuantity(event.cumQty)} of ${formatQuantity(event.quantity)} filled${event.venue ? `, now on ${event.venue}` : ""}.`,
      action: { label: "See the order", onAction: () => router.push(`/orders/${event.orderId}`) },
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
    for (const orderId of goneOrders(before.orders, list.orders)) void tellEnd(orderId);
  }, [list]);

  return null;
}
