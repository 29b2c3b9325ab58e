import { Users } from "lucide-react";
import type { Metadata } from "next";
import { AccountStatusPill } from "@/components/admin/accounts/account-status";
import { SearchForm } from "@/components/admin/search-form";
import { StatusLinks } from "@/components/admin/status-links";
import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { PhoneRow } from "@/components/ui/phone-row";
import { formatMoney, formatUsd } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Accounts" };

const STATUSES = [
  { value: "ALL", label: "All" },
  { value: "OPENING", label: "Being opened" },
  { value: "OPEN", label: "Open" },
  { value: "RESTRICTED", label: "Restricted" },
  { value: "CLOSED", label: "Closed" },
] as const;

type AccountsPageProps = { searchParams: Promise<{ status?: string; search?: string; cursor?: string }> };
type Line = Outputs["accounts"]["list"]["accounts"][number];

export default async function AccountsPage({ searchParams }: AccountsPageProps) {
  await requireStaff("/admin/accounts");
  const query = await searchParams;
  const status = STATUSES.find(({ value }) => value === query.status)?.value ?? "ALL";
  const search = String(query.search ?? "").slice(0, 100);
  const api = await serverCaller();
  const page = await api.accounts.list({
    status: status === "ALL" ? null : status,
    search,
    cursor: query.cursor ?? null,
  });
  const address = (cursor: string) => `/admin/accounts?${new URLSearchParams({ status, search, cursor })}`;
  return (
    <>
      <PageHeader
        title="Accounts"
        actions={
          <SearchForm
            action="/admin/accounts"
            label="Search accounts"
            placeholder="Number, name, e-mail, order, phone"
            value={search}
            keep={{ status }}
          />
        }
      />
      <StatusLinks
        label="Accounts by status"
        path="/admin/accounts"
        current={status}
        options={STATUSES}
        keep={{ search }}
      />
      <Card padding="none" className="mt-4">
        <AccountsTable lines={page.accounts} search={search} />
        <Pagination
          label="accounts"
          next={page.nextCursor ? { href: address(page.nextCursor) } : undefined}
        />
      </Card>
    </>
  );
}

function AccountsTable({ lines, search }: { lines: Line[]; search: string }) {
  return (
    <DataTable
      caption="Accounts"
      columns={[
        { id: "title", header: "Name", cell: (line) => line.title },
        {
          id: "number",
          header: "Number",
          cell: (line) => <span className="tabular">{line.number ?? "none yet"}</span>,
        },
        {
          id: "owner",
          header: "Owner",
          cell: (line) => line.owners.map((owner) => owner.email).join(", "),
          hideBelow: "lg",
        },
        { id: "type", header: "Kind", cell: (line) => line.typeTitle, hideBelow: "xl" },
        {
          id: "opened",
          header: "Opened",
          cell: (line) => (line.openedOn ? formatDate(line.openedOn) : ""),
          hideBelow: "lg",
        },
        { id: "status", header: "Status", cell: (line) => <AccountStatusPill status={line.status} /> },
        { id: "cash", header: "Cash, USD", align: "end", cell: (line) => formatMoney(line.cash) },
      ]}
      rows={lines}
      rowKey={(line) => line.id}
      rowHref={(line) => `/admin/accounts/${line.id}`}
      phoneRow={(line) => (
        <PhoneRow
          start={line.title}
          startSub={line.number ?? "No number yet"}
          end={formatUsd(line.cash)}
          endSub={<AccountStatusPill status={line.status} />}
        />
      )}
      empty={
        <EmptyState icon={<Users size={20} />} title={search ? "Nothing found" : "No accounts"}>
          {search
            ? "Search by account number, name, e-mail address, order number, telephone, or the last four digits of a tax id."
            : "An account begins when an application is approved."}
        </EmptyState>
      }
    />
  );
}
