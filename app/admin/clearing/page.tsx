import type { Metadata } from "next";
import { ClearingDesk } from "@/components/admin/clearing/clearing-desk";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Clearing" };

export default async function ClearingPage() {
  const me = await requireStaff("/admin/clearing");
  const api = await serverCaller();
  const [desk, imports, breaks] = await Promise.all([
    api.clearing.desk(),
    api.clearing.imports({}),
    api.clearing.breaks({ status: "OPEN" }),
  ]);
  return (
    <>
      <PageHeader
        title="Clearing"
        description="The exchange's time, the carrying firm's end-of-day books, and where they differ from ours."
      />
      <ClearingDesk
        desk={desk}
        imports={imports}
        breaks={breaks}
        canAct={me.role === "ADMIN"}
        userId={me.userId}
      />
    </>
  );
}
