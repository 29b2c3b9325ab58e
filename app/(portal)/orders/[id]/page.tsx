import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { OrderPage } from "@/components/orders/order-page";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Order" };

type OneOrderPageProps = { params: Promise<{ id: string }> };

export default async function OneOrderPage({ params }: OneOrderPageProps) {
  const { id } = await params;
  await requireSignedIn(`/orders/${id}`);
  const api = await serverCaller();
  return <OrderPage key={id} initial={await orNotFound(api.orders.detail({ orderId: id }))} />;
}
