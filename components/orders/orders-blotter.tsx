"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ListOrdered } from "lucide-react";
import { memo, useMemo, useState } from "react";
import { CancelAll } from "@/components/orders/cancel-all";
import { useOpenOrders } from "@/components/orders/order-watch";
import type { Order } from "@/components/orders/order-words";
import { OrdersTable } from "@/components/orders/orders-table";
import { type Outputs, useTRPC, useTRPCClient } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";

export type OrdersShown = "OPEN" | "ALL";

type OrdersBlotterProps = {
  accountId: string;
  /** Which of the two lists the page opened with, and its first page. */
  initial: { show: OrdersShown; list: Outputs["orders"]["list"] };
  /** Notes the chosen list in the address. */
  isAddressed?: boolean;
};

/** The orders of an account, open ones or all, live. */
export function OrdersBlotter({ accountId, initial, isAddressed = false }: OrdersBlotterProps) {
  const [show, setShow] = useState<OrdersShown>(initial.show);
  const open = useOpenOrders(accountId);
  const [isCancelling, setCancelling] = useState(false);

  function choose(id: string) {
    const chosen = id === "ALL" ? "ALL" : "OPEN";
    setShow(chosen);
    if (!isAddressed) return;
    const query = new URLSearchParams(window.location.search);
    query.set("show", chosen.toLowerCase());
    window.history.replaceState(null, "", `?${query}`);
  }

  const list = (which: OrdersShown) => (
    <OrderPages
      key={which}
      accountId={accountId}
      show={which}
      first={which === initial.show ? initial.list : undefined}
    />
  );
  return (
    <div className="relative">
      <div className="absolute top-0 right-2 z-2 flex min-h-11 items-center md:min-h-9.5">
        <CancelAll accountId={accountId} isOpen={isCancelling} onOpenChange={setCancelling} />
      </div>
      <Tabs
        label="Orders"
        selected={show}
        onSelect={choose}
        items={[
          { id: "OPEN", label: "Open", count: open?.orders.length, content: list("OPEN") },
          { id: "ALL", label: "All", content: list("ALL") },
        ]}
      />
    </div>
  );
}

type OrderPagesProps = {
  accountId: string;
  show: OrdersShown;
  first: Outputs["orders"]["list"] | undefined;
};

/** Drawn anew when its own orders change, not with the count beside its name. */
const OrderPages = memo(function OrderPages({ accountId, show, first }: OrderPagesProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { accountId, show };
  // By hand: the made-up options add a field to the input, which takes no unknown ones.
  const pages = useInfiniteQuery({
    queryKey: [...trpc.orders.list.queryKey(input), "pages"],
    queryFn: ({ pageParam, signal }) =>
      client.orders.list.query({ ...input, cursor: pageParam ?? undefined }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(first ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
  const orders = useMemo(
    () => pages.data?.pages.flatMap((page): readonly Order[] => page.orders) ?? [],
    [pages.data],
  );
  if (pages.isPending) return <SkeletonRows rows={5} />;
  if (pages.isError && !pages.data) {
    return (
      <div className="p-4">
        <Callout
          tone="danger"
          title="Your orders could not be read"
          isLive
          action={<Button onClick={() => void pages.refetch()}>Try again</Button>}
        >
          {pages.error.message} The orders themselves are not affected.
        </Callout>
      </div>
    );
  }
  return (
    <>
      <OrdersTable
        caption={show === "OPEN" ? "Open orders" : "All orders"}
        orders={orders}
        empty={<NoOrders show={show} />}
      />
      {pages.hasNextPage ? (
        <div className="flex justify-center border-t border-line p-3">
          <Button isPending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Show older orders
          </Button>
        </div>
      ) : null}
    </>
  );
});

function NoOrders({ show }: { show: OrdersShown }) {
  return (
    <EmptyState
      icon={<ListOrdered size={20} />}
      title={show === "OPEN" ? "No open orders" : "No orders yet"}
      action={
        <LinkButton href="/trade" variant="primary">
          Place an order
        </LinkButton>
      }
    >
      {show === "OPEN"
        ? "An order stands here while a venue works on it. Filled, cancelled and refused ones are under All."
        : "Every order that you place is kept here, with each fill, its venue, its fees and its price improvement."}
    </EmptyState>
  );
}
