import { Sprout } from "lucide-react";
import { TERM_LABELS } from "@/components/orders/lot-words";
import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { PhoneRow } from "@/components/ui/phone-row";
import { TextLink } from "@/components/ui/text-link";
import { formatMoney, formatPrice, formatQuantity, formatSigned } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type Harvest = Outputs["tax"]["harvest"];
type Row = Harvest["rows"][number];

/** What purchases would do to a loss if it was taken today. */
const washWords = ({ wash }: Row): string =>
  wash.disallowed === "0.00"
    ? "None so far"
    : `${formatMoney(wash.disallowed)} disallowed${wash.clearOn ? ` until ${formatDate(wash.clearOn)}` : ""}`;

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    id: "symbol",
    header: "Symbol",
    isRowHeader: true,
    cell: (row) => <TextLink href={`/instruments/${row.symbol}`}>{row.symbol}</TextLink>,
  },
  { id: "shares", header: "Shares", align: "end", cell: (row) => formatQuantity(row.shares) },
  { id: "acquired", header: "Bought", cell: (row) => formatDate(row.acquiredOn) },
  { id: "term", header: "Term", cell: (row) => TERM_LABELS[row.term] },
  {
    id: "price",
    header: "Last price, USD",
    align: "end",
    hideBelow: "lg",
    cell: (row) => formatPrice(row.price),
  },
  { id: "value", header: "Value, USD", align: "end", cell: (row) => formatMoney(row.value) },
  { id: "basis", header: "Basis, USD", align: "end", cell: (row) => formatMoney(row.basis) },
  {
    id: "loss",
    header: "Loss, USD",
    align: "end",
    cell: (row) => <Change text={formatSigned(row.loss)} hasMark={false} />,
  },
  {
    id: "wash",
    header: "Wash sale, by purchases made",
    cell: (row) => <span className="text-muted">{washWords(row)}</span>,
  },
];

/** The lots that stand below what they cost, with what wash sales would do to their losses. It shows; nothing more. */
export function HarvestCard({ harvest }: { harvest: Harvest }) {
  return (
    <div className="grid gap-4">
      <Card title="Losses not realised">
        <div className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
          <Figure label="Losses, USD" value={<Change text={formatSigned(harvest.loss)} hasMark={false} />} />
          <Figure label="Allowed if sold today, USD" value={formatSigned(harvest.allowed)} />
          <Figure label="Lots" value={String(harvest.rows.length + harvest.more)} />
          <Figure label="For a sale on" value={formatDate(harvest.on)} />
        </div>
        <p className="mt-3 text-small text-muted">
          Each lot is looked at as if it was sold whole and alone at the last price, before fees. A purchase
          of the same stock in any of your accounts from 30 days before the sale to 30 days after it disallows
          its loss (IRS Pub. 550). This page shows what is there; it says nothing of what to do.
        </p>
      </Card>
      <Card padding="none">
        <DataTable
          caption="Lots below their cost"
          columns={COLUMNS}
          rows={harvest.rows}
          rowKey={(row) => `${row.lotId} ${row.shares} ${row.loss}`}
          density="dense"
          phoneRow={(row) => (
            <PhoneRow
              start={`${row.symbol} ${formatQuantity(row.shares)}`}
              startSub={
                <>
                  {TERM_LABELS[row.term]} · bought {formatDate(row.acquiredOn)}
                  <br />
                  Wash sale: {washWords(row)}
                </>
              }
              end={<Change text={formatSigned(row.loss)} hasMark={false} />}
              endSub={formatMoney(row.value)}
            />
          )}
          empty={
            <EmptyState icon={<Sprout size={20} />} title="No lot stands below its cost">
              Lots whose value is less than what was paid for them stand here.
            </EmptyState>
          }
        />
        {harvest.more > 0 ? (
          <p className="px-4 py-2.5 text-small text-muted">
            The largest {harvest.rows.length} are shown, {harvest.more} more{" "}
            {harvest.more === 1 ? "is" : "are"} counted above.
          </p>
        ) : null}
      </Card>
    </div>
  );
}
