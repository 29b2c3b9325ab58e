import type { Metadata } from "next";
import { ApprovalsList } from "@/components/admin/approvals/approvals-list";
import { ResetSecondFactor } from "@/components/admin/approvals/reset-second-factor";
import { StatusLinks } from "@/components/admin/status-links";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Approvals" };

const STATUSES = [
  { value: "PROPOSED", label: "Waiting" },
  { value: "APPROVED", label: "Approved" },
  { value: "REJECTED", label: "Rejected" },
  { value: "WITHDRAWN", label: "Withdrawn" },
] as const;

type ApprovalsPageProps = { searchParams: Promise<{ status?: string }> };

/** What needs a second pair of eyes. */
export default async function ApprovalsPage({ searchParams }: ApprovalsPageProps) {
  await requireStaff("/admin/approvals");
  const query = await searchParams;
  const status = STATUSES.find(({ value }) => value === query.status)?.value ?? "PROPOSED";
  const api = await serverCaller();
  const approvals = await api.approvals.list({ status });
  return (
    <>
      <PageHeader
        title="Approvals"
        description="What one of the staff proposes, another approves; nobody approves their own."
        aside={<ResetSecondFactor />}
      />
      <StatusLinks label="Approvals by status" path="/admin/approvals" current={status} options={STATUSES} />
      <div className="mt-4">
        <ApprovalsList approvals={approvals} isOpen={status === "PROPOSED"} />
      </div>
    </>
  );
}
