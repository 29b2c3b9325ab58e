import { ConductCard } from "@/components/admin/accounts/conduct-card";
import { LimitsCard } from "@/components/admin/accounts/limits-card";
import { NotesCard } from "@/components/admin/accounts/notes-card";
import { LatestDocuments, LatestOrders } from "@/components/admin/accounts/orders-and-papers";
import { RestrictionsCard } from "@/components/admin/accounts/restrictions-card";
import { MarginOfAccount } from "@/components/admin/accounts/margin-of-account";
import { TransferLimitsCard } from "@/components/admin/accounts/transfer-limits-card";
import { HistoryList } from "@/components/admin/audit/history-list";
import { EvidenceDeskCard } from "@/components/evidence/evidence-desk-card";
import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DescriptionList } from "@/components/ui/description-list";
import { FigureList } from "@/components/ui/figure-list";
import { PhoneRow } from "@/components/ui/phone-row";
import { TextLink } from "@/components/ui/text-link";
import { formatQuantity, formatUsd } from "@/domain/money/format";
import { formatDate, formatTimestamp } from "@/domain/time/format";

type Account = Outputs["accounts"]["detail"];
type Holding = Account["holdings"][number];

type AccountDeskProps = {
  account: Account;
  /** Null for those who may not see or set limits. */
  risk: Outputs["risk"]["account"] | null;
  caps: Outputs["funding"]["accountCaps"] | null;
};

/** What the staff see of one account: who owns it, what is in it, what it may do, what was done to it. */
export function AccountDesk({ account, risk, caps }: AccountDeskProps) {
  const { balances } = account;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 gap-4">
        <Card title="Account">
          <DescriptionList
            columns={3}
            items={[
              ...account.owners.map((owner) => ({ term: "Owner", detail: owner.name, note: owner.email })),
              { term: "Opened", detail: account.openedOn ? formatDate(account.openedOn) : "Not yet" },
              { term: "Asked for", detail: formatTimestamp(account.createdAt) },
              {
                term: "Application",
                detail: account.application ? (
                  <TextLink href={`/admin/applications/${account.application.id}`}>
                    {account.application.number}
                  </TextLink>
                ) : null,
              },
            ]}
          />
        </Card>
        <Card title="Positions" padding="none">
          <Holdings holdings={account.holdings} />
        </Card>
        <LatestOrders orders={account.orders} />
        {risk ? <LimitsCard accountId={account.id} risk={risk} /> : null}
        {caps ? <TransferLimitsCard accountId={account.id} caps={caps} /> : null}
        <NotesCard account={account} />
      </div>
      <div className="grid min-w-0 gap-4">
        <RestrictionsCard account={account} mayLift={risk !== null} />
        <Card title="Cash">
          <FigureList
            items={[
              { label: "Settled", value: formatUsd(balances.settled) },
              { label: "Sales not settled", value: formatUsd(balances.unsettledIn) },
              { label: "Purchases not settled", value: formatUsd(balances.unsettledOut) },
              { label: "Deposits not yet usable", value: formatUsd(balances.uncollected) },
              { label: "Held for orders and withdrawals", value: formatUsd(balances.reserved) },
              { label: "Available", value: formatUsd(balances.available), isStrong: true },
            ]}
          />
        </Card>
        <MarginOfAccount accountId={account.id} />
        {risk ? <ConductCard risk={risk} /> : null}
        <LatestDocuments documents={account.documents} mayCorrect={risk !== null} />
        <EvidenceDeskCard subjectType="ACCOUNT" subjectId={account.id} part={null} />
        <Card title="History">
          <HistoryList entries={account.history} />
        </Card>
      </div>
    </div>
  );
}

function Holdings({ holdings }: { holdings: Holding[] }) {
  return (
    <DataTable
      caption="Positions"
      columns={[
        { id: "symbol", header: "Symbol", cell: (row) => row.symbol },
        { id: "quantity", header: "Shares", align: "end", cell: (row) => formatQuantity(row.quantity) },
        { id: "settled", header: "Settled", align: "end", cell: (row) => formatQuantity(row.settled) },
        {
          id: "reserved",
          header: "Held for orders",
          align: "end",
          cell: (row) => formatQuantity(row.reserved),
        },
      ]}
      rows={holdings}
      rowKey={(row) => row.symbol}
      phoneRow={(row) => (
        <PhoneRow
          start={row.symbol}
          startSub={`${formatQuantity(row.settled)} settled`}
          end={formatQuantity(row.quantity)}
          endSub={`${formatQuantity(row.reserved)} held`}
        />
      )}
      empty={<p className="px-4 pb-4 text-base text-muted">No shares.</p>}
    />
  );
}
