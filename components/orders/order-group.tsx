"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { groupTogether, type OrderDetail } from "@/components/orders/order-words";
import { OrdersTable } from "@/components/orders/orders-table";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";

/** The orders that belong to this one; nothing for a single order. */
export function OrderGroup({ order: { accountId, groupId } }: { order: OrderDetail }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.orders.list.queryOptions(groupId === null ? skipToken : { accountId, groupId, show: "ALL" }),
  );
  const members = groupTogether(data?.orders ?? []);
  if (groupId === null || members.length < 2) return null;
  return (
    <Card
      title="Orders together"
      padding="none"
      footer="Exits go out for what the entry has filled; as one of two fills, the other shrinks by as much."
    >
      <OrdersTable caption="Orders that belong together" orders={members} empty={null} isNarrow />
    </Card>
  );
}
