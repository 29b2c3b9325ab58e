import type { Metadata } from "next";
import { filtersOf, queueAddress } from "@/components/admin/applications/queue-address";
import { QueueFilterBar } from "@/components/admin/applications/queue-filters";
import { QueueKeys } from "@/components/admin/applications/queue-keys";
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
  { value: "ESCALATED", label: "Escalated" },
  { value: "INFO_REQUESTED", label: "Asked the customer" },
  { value: "APPROVED", label: "Approved" },
  { value: "REJECTED", label: "Rejected" },
] as const;

type QueuePageProps = { searchParams: Promise<Record<string, string | undefined>> };

export default async function ApplicationsPage({ searchParams }: QueuePageProps) {
  await requireStaff("/admin/applications");
  const query = await searchParams;
  const filters = filtersOf(query);
  const { status, search, ...others } = filters;
  const api = await serverCaller();
  const [page, staff, views] = await Promise.all([
    api.review.queue({ ...filters, cursor: query.cursor ?? null }),
    api.review.staff(),
    api.review.views(),
  ]);
  const keep = Object.fromEntries(
    Object.entries(others).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );
  return (
    <>
      <PageHeader
        title="Applications"
        description="The longest waiting first."
        actions={
          <>
            <SearchForm
              action="/admin/applications"
              label="Search applications"
              placeholder="Name, e-mail, number"
              value={search}
              keep={{ status, ...keep }}
            />
            <QueueKeys />
          </>
        }
      />
      <StatusLinks
        label="Applications by status"
        path="/admin/applications"
        current={status}
        options={STATUSES}
        keep={{ search, ...keep }}
      />
      <QueueFilterBar filters={filters} staff={staff} views={views} />
      <div data-queue>
        <Card padding="none">
          <QueueTable
            lines={page.applications}
            isWaiting={status !== "APPROVED" && status !== "REJECTED"}
            search={search}
          />
          <Pagination
            label="applications"
            next={page.nextCursor ? { href: queueAddress(filters, page.nextCursor) } : undefined}
          />
        </Card>
      </div>
    </>
  );
}
