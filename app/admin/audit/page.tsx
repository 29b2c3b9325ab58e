import { Lock } from "lucide-react";
import type { Metadata } from "next";
import { AuditFilters, auditFiltersOf } from "@/components/admin/audit/audit-filters";
import { AuditTable } from "@/components/admin/audit/audit-table";
import { VerifyPanel } from "@/components/admin/audit/verify-panel";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Audit" };

type AuditPageProps = { searchParams: Promise<Record<string, string | undefined>> };

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const me = await requireStaff("/admin/audit");
  if (me.role !== "ADMIN")
    return (
      <EmptyState icon={<Lock size={20} />} title="For administrators">
        The audit trail is read by administrators. What was done to an application or an account stands on its
        page.
      </EmptyState>
    );
  const query = await searchParams;
  const filters = auditFiltersOf(query);
  const api = await serverCaller();
  const [page, state] = await Promise.all([
    api.audit.list({ ...filters, cursor: query.cursor ?? null }),
    api.audit.state(),
  ]);
  const kept = Object.entries(filters).flatMap(([name, value]) =>
    value ? [[name, value] as [string, string]] : [],
  );
  const older =
    page.nextCursor && `/admin/audit?${new URLSearchParams([...kept, ["cursor", page.nextCursor]])}`;
  return (
    <>
      <PageHeader
        title="Audit"
        description="Everything that people and machines did here. Nothing can be changed or removed without breaking the chain."
      />
      <div className="grid gap-4">
        <VerifyPanel state={state} />
        <AuditFilters filters={filters} />
        <Card padding="none">
          <AuditTable entries={page.entries} isSearch={kept.length > 0} />
          <Pagination label="the audit" next={older ? { href: older } : undefined} />
        </Card>
      </div>
    </>
  );
}
