import { Scale } from "lucide-react";
import type { Metadata } from "next";
import { BreaksTable } from "@/components/admin/clearing/breaks-table";
import { StatusLinks } from "@/components/admin/status-links";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Breaks" };

const STATUSES = [
  { value: "OPEN", label: "Open" },
  { value: "RESOLVED", label: "Resolved" },
] as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type BreaksPageProps = { searchParams: Promise<{ status?: string; cursor?: string }> };

/** Every difference that was ever found, by status. */
export default async function BreaksPage({ searchParams }: BreaksPageProps) {
  await requireStaff("/admin/clearing/breaks");
  const query = await searchParams;
  const status = STATUSES.find(({ value }) => value === query.status)?.value ?? "OPEN";
  const cursor = UUID.test(String(query.cursor)) ? query.cursor : undefined;
  const api = await serverCaller();
  const page = await api.clearing.breaks({ status, ...(cursor ? { cursor } : {}) });
  const next =
    page.nextCursor && `/admin/clearing/breaks?${new URLSearchParams({ status, cursor: page.nextCursor })}`;
  return (
    <>
      <PageHeader
        title="Breaks"
        back={{ href: "/admin/clearing", label: "Clearing" }}
        description="Differences between the carrying firm's books and ours. Open ones stand oldest first."
      />
      <StatusLinks
        label="Breaks by status"
        path="/admin/clearing/breaks"
        current={status}
        options={STATUSES}
      />
      <Card padding="none" className="mt-4">
        <BreaksTable
          breaks={page.breaks}
          isOpen={status === "OPEN"}
          empty={
            <EmptyState
              icon={<Scale size={20} />}
              title={status === "OPEN" ? "No open breaks" : "None was resolved yet"}
            />
          }
        />
        <Pagination
          label="breaks"
          summary={page.total > 0 ? `${page.breaks.length} of ${page.total}` : undefined}
          next={next ? { href: next } : undefined}
        />
      </Card>
    </>
  );
}
