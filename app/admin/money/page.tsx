import type { Metadata } from "next";
import { MoneyDesk } from "@/components/admin/money/money-desk";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Money" };

/** Money that waits for staff: wires to call back, withdrawals to release, what banks sent back. */
export default async function MoneyPage() {
  const me = await requireStaff("/admin/money");
  const api = await serverCaller();
  const desk = await api.funding.desk();
  return (
    <>
      <PageHeader
        title="Money"
        description="Wires to call back, withdrawals to release, and what banks sent back. The clearing firm moves money only on our word."
      />
      <MoneyDesk desk={desk} canDrill={me.role === "ADMIN"} />
    </>
  );
}
