"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EasternTime } from "@/components/market/eastern-time";
import { OrderStatusPill } from "@/components/orders/order-status";
import { routeInWords, termsInWords } from "@/components/orders/order-words";
import { OrderPhoneRow } from "@/components/orders/orders-table";
import { type Inputs, type Outputs, useTRPC, useTRPCClient } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { TextLink } from "@/components/ui/text-link";
import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";

type DeskList = Outputs["orderDesk"]["list"];
type DeskOrder = DeskList["orders"][number];
export type DeskShown = NonNullable<Inputs["orderDesk"]["list"]["show"]>;

/** Orders of all customers bring no news to the staff's line: the desk looks again by itself. */
const REFRESH_MS = 5_000;
const NONE = "—";

const TABS: readonly { id: DeskShown; label: string; caption: string; empty: string }[] = [
  { id: "ALL", label: "All", caption: "All orders", empty: "No customer has placed an order yet." },
  { id: "OPEN", label: "Open", caption: "Open orders", empty: "No venue works on anything at the moment." },
  {
    id: "DENIED",
    label: "Refused",
    caption: "Refused orders",
    empty: "Nothing was refused before a venue saw it.",
  },
];

const COLUMNS: readonly TableColumn<DeskOrder>[] = [
  { id: "time", header: "Time, ET", cell: (order) => <EasternTime at={order.placedAt} /> },
  {
    id: "account",
    header: "Account",
    isRowHeader: true,
    cell: (order) => (
      <>
        <TextLink href={`/admin/accounts/${order.accountId}`}>{order.accountNumber ?? "no number"}</TextLink>{" "}
        <span className="text-muted">{order.accountTitle}</span>
      </>
    ),
  },
  { id: "symbol", header: "Symbol", cell: (order) => <span className="font-semibold">{order.symbol}</span> },
  { id: "order", header: "Order", cell: (order) => termsInWords(order) },
  {
    id: "filled",
    header: "Filled",
    align: "end",
    cell: (order) => `${formatQuantity(order.cumQty)} / ${formatQuantity(order.quantity)}`,
  },
  {
    id: "average",
    header: "Average, USD",
    align: "end",
    cell: (order) => (order.averagePrice ? formatPrice(order.averagePrice) : NONE),
  },
  {
    id: "route",
    header: "Route",
    hideBelow: "xl",
    cell: (order) => <span className="text-muted">{routeInWords(order.route) || NONE}</span>,
  },
  { id: "status", header: "Status", cell: (order) => <OrderStatusPill order={order} /> },
  {
    id: "fees",
    header: "Fees, USD",
    align: "end",
    hideBelow: "lg",
    cell: (order) => formatMoney(order.fees),
  },
];

/** Every customer's orders, newest first, with the ones that still work and the ones that were refused apart. */
export function DeskOrders({ initial }: { initial: DeskList }) {
  const [show, setShow] = useState<DeskShown>("ALL");
  return (
    <Tabs
      label="Orders"
      selected={show}
      onSelect={(id) => setShow(TABS.find((tab) => tab.id === id)?.id ?? "ALL")}
      items={TABS.map((tab) => ({
        id: tab.id,
        label: tab.label,
        content: <DeskPages key={tab.id} tab={tab} first={tab.id === "ALL" ? initial : undefined} />,
      }))}
    />
  );
}

function DeskPages({ tab, first }: { tab: (typeof TABS)[number]; first: DeskList | undefined }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { show: tab.id };
  // By hand: the made-up options add a field to the input, which takes no unknown ones.
  const pages = useInfiniteQuery({
    queryKey: [...trpc.orderDesk.list.queryKey(input), "pages"],
    queryFn: ({ pageParam, signal }) =>
      client.orderDesk.list.query({ ...input, cursor: pageParam ?? undefined }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: REFRESH_MS,
    ...(first ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
  if (pages.isPending) return <SkeletonRows rows={8} />;
  if (!pages.data) {
    return (
      <div className="p-4">
        <Callout
          tone="danger"
          title="The orders could not be read"
          isLive
          action={<Button onClick={() => void pages.refetch()}>Try again</Button>}
        >
          {pages.error.message}
        </Callout>
      </div>
    );
  }
  return (
    <>
      <DataTable
        caption={tab.caption}
        density="dense"
        columns={COLUMNS}
        rows={pages.data.pages.flatMap((page) => page.orders)}
        rowKey={(order) => order.id}
        phoneRow={(order) => (
          <OrderPhoneRow order={order} sub={`${order.accountNumber ?? ""} ${order.accountTitle}`} />
        )}
        empty={<EmptyState title="Nothing here">{tab.empty}</EmptyState>}
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
}
