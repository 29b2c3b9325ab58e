import type { Metadata } from "next";
import { RequestDesk } from "@/components/admin/requests/request-desk";
import { StatusLinks } from "@/components/admin/status-links";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Requests" };

const SHOWN = [
  { value: "WAITING", label: "Waiting" },
  { value: "DECIDED", label: "Decided" },
] as const;

type RequestsPageProps = { searchParams: Promise<{ status?: string }> };

export default async function RequestsPage({ searchParams }: RequestsPageProps) {
  await requireStaff("/admin/requests");
  const { status } = await searchParams;
  const show = SHOWN.find(({ value }) => value === status)?.value ?? "WAITING";
  const queue = await (await serverCaller()).requestDesk.queue({ show });
  return (
    <>
      <PageHeader
        title="Requests"
        description="Upgrades to margin, accounts to be closed, disputed changes of address."
      />
      <StatusLinks label="Requests by status" path="/admin/requests" current={show} options={SHOWN} />
      <div className="mt-4">
        <RequestDesk key={show} initial={queue} show={show} />
      </div>
    </>
  );
}
