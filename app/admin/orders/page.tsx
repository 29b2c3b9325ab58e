import type { Metadata } from "next";
import { DeskOrders } from "@/components/admin/orders/desk-orders";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Orders, desk" };

export default async function DeskOrdersPage() {
  await requireStaff("/admin/orders");
  const api = await serverCaller();
  const orders = await api.orderDesk.list({ show: "ALL" });
  return (
    <>
      <PageHeader
        title="Orders"
        description="Every customer’s orders, also those that were refused before a venue saw them."
      />
      <Card padding="none">
        <DeskOrders initial={orders} />
      </Card>
    </>
  );
}
