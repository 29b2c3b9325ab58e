import type { Metadata } from "next";
import { QueueTable } from "@/components/admin/applications/queue-table";
import { SearchForm } from "@/components/admin/search-form";
import { StatusLinks } from "@/components/admin/status-links";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Applications" };

const STATUSES = [
  { value: "SUBMITTED", label: "Waiting" },
  { value: "APPROVED", label: "Approved" },
  { value: "REJECTED", label: "Rejected" },
] as const;

type QueuePageProps = { searchParams: Promise<{ status?: string; search?: string; cursor?: string }> };

export default async function ApplicationsPage({ searchParams }: QueuePageProps) {
  await requireStaff("/admin/applications");
  const query = await searchParams;
  const status = STATUSES.find(({ value }) => value === query.status)?.value ?? "SUBMITTED";
  const search = String(query.search ?? "").slice(0, 100);
  const api = await serverCaller();
  const page = await api.review.queue({ status, search, cursor: query.cursor ?? null });
  const address = (cursor: string) =>
    `/admin/applications?${new URLSearchParams({ status, search, cursor })}`;
  return (
    <>
      <PageHeader
        title="Applications"
        description="The longest waiting first."
        actions={
          <SearchForm
            action="/admin/applications"
            label="Search applications"
            placeholder="Name, e-mail, number"
            value={search}
            keep={{ status }}
          />
        }
      />
      <StatusLinks
        label="Applications by status"
        path="/admin/applications"
        current={status}
        options={STATUSES}
        keep={{ search }}
      />
      <Card padding="none" className="mt-4">
        <QueueTable lines={page.applications} isWaiting={status === "SUBMITTED"} search={search} />
        <Pagination
          label="applications"
          next={page.nextCursor ? { href: address(page.nextCursor) } : undefined}
        />
      </Card>
    </>
  );
}
