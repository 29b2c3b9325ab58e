import type { ReactNode } from "react";
import { AdminFrame } from "@/components/admin/admin-frame";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

/** The broker's rooms: for staff. Customers are told that there is no such page. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const person = await requireStaff();
  const api = await serverCaller();
  const [clock, waiting, approvals] = await Promise.all([
    api.market.clock(),
    api.review.waiting(),
    api.approvals.open(),
  ]);
  return (
    <AdminFrame person={person} clock={clock} waiting={waiting} approvals={approvals}>
      {children}
    </AdminFrame>
  );
}
