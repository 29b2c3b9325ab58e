import type { ReactNode } from "react";
import { EasternTime } from "@/components/market/eastern-time";
import { CancelButton } from "@/components/orders/cancel-button";
import { ChangeButton } from "@/components/orders/change-order";
import { METHOD_LABELS } from "@/components/orders/lot-words";
import { OrderStatusPill } from "@/components/orders/order-status";
import {
  changeInWords,
  firstClause,
  groupTogether,
  type Order,
  ROLE_WORDS,
  routeInWords,
  termsInWords,
} from "@/components/orders/order-words";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneRow } from "@/components/ui/phone-row";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";

const NONE = "—";

const filled = (order: Order) => `${formatQuantity(order.cumQty)} / ${formatQuantity(order.quantity)}`;
const hasFees = (order: Order) => /[1-9]/.test(order.fees);

/** What an order is; beneath it the new terms that were asked for, before it its part in a group. */
function TermsCell({ order }: { order: Order }) {
  const change = changeInWords(order);
  return (
    <>
      {order.groupRole ? (
        <span className="mr-1.5 text-muted">
          {order.groupRole === "ENTRY" ? "" : "↳ "}
          {ROLE_WORDS[order.groupRole]}:
        </span>
      ) : null}
      {termsInWords(order)}
      {order.lotMethod ? (
        <span className="ml-1.5 text-muted">· lots: {METHOD_LABELS[order.lotMethod].toLowerCase()}</span>
      ) : null}
      {change ? <span className="block text-caution">{change}, asked for</span> : null}
    </>
  );
}

const COLUMNS: readonly TableColumn<Order>[] = [
  { id: "time", header: "Time, ET", cell: (order) => <EasternTime at={order.placedAt} /> },
  {
    id: "symbol",
    header: "Symbol",
    isRowHeader: true,
    cell: (order) => (
      <>
        <span className="font-semibold">{order.symbol}</span>
        <VisuallyHidden>, {termsInWords(order)}</VisuallyHidden>
      </>
    ),
  },
  {
    id: "order",
    header: "Order",
    cell: (order) => (
      <div className="whitespace-nowrap">
        <TermsCell order={order} />
      </div>
    ),
  },
  { id: "filled", header: "Filled", align: "end", cell: filled },
  {
    id: "average",
    header: "Average, USD",
    align: "end",
    cell: (order) => (order.averagePrice ? formatPrice(order.averagePrice) : NONE),
  },
  {
    id: "route",
    header: "Route",
    hideBelow: "lg",
    cell: (order) => <span className="text-muted">{routeInWords(order.route) || NONE}</span>,
  },
  { id: "status", header: "Status", cell: (order) => <OrderStatusPill order={order} /> },
  {
    id: "fees",
    header: "Fees, USD",
    align: "end",
    hideBelow: "lg",
    cell: (order) => (hasFees(order) ? formatMoney(order.fees) : NONE),
  },
];

const ACTIONS: TableColumn<Order> = {
  id: "actions",
  header: <VisuallyHidden>Actions</VisuallyHidden>,
  align: "end",
  cell: (order) => (
    <span className="relative z-1 inline-flex gap-1.5">
      <ChangeButton order={order} />
      <CancelButton order={order} />
    </span>
  ),
};

/** What fits beside other panels: the route and the fees are on the order's own page. */
const NARROW = ["symbol", "order", "filled", "status"];
const SHORT_TIME: TableColumn<Order> = {
  id: "time",
  header: "Time, ET",
  cell: (order) => <EasternTime at={order.placedAt} look="short" />,
};

type OrdersTableProps = {
  caption: string;
  orders: readonly Order[];
  empty: ReactNode;
  /** Leaves out what has no room in a panel. */
  isNarrow?: boolean;
};

/** Orders, newest first, groups side by side: dense rows on a desk, two lines each on a phone; each leads to its page. */
export function OrdersTable({ caption, orders, empty, isNarrow = false }: OrdersTableProps) {
  const columns = isNarrow ? [SHORT_TIME, ...COLUMNS.filter(({ id }) => NARROW.includes(id))] : COLUMNS;
  return (
    <DataTable
      caption={caption}
      density="dense"
      columns={[...columns, ACTIONS]}
      rows={groupTogether(orders)}
      rowKey={(order) => order.id}
      rowHref={(order) => `/orders/${order.id}`}
      phoneRow={(order) => <OrderPhoneRow order={order} />}
      empty={empty}
    />
  );
}

/** One order in two lines: what it is and why it was refused, when, and how far it is. */
export function OrderPhoneRow({ order, sub }: { order: Order; sub?: ReactNode }) {
  const isDone = order.status === "FILLED";
  const average = order.averagePrice ? ` at ${formatPrice(order.averagePrice)}` : "";
  return (
    <PhoneRow
      start={
        <>
          {order.symbol}{" "}
          <span className="font-normal">
            <TermsCell order={order} />
          </span>
        </>
      }
      startSub={
        <>
          {sub ?? <EasternTime at={order.placedAt} />}
          {order.reasons[0] ? <span className="block">{firstClause(order.reasons[0].message)}</span> : null}
        </>
      }
      end={isDone ? average : `${filled(order)}${average}`}
      endSub={<OrderStatusPill order={{ ...order, reasons: [] }} />}
    />
  );
}
