import { Download, ReceiptText } from "lucide-react";
import { TERM_LABELS } from "@/components/orders/lot-words";
import { TaxLinks } from "@/components/taxes/tax-links";
import { type TaxesPlace, taxesHref } from "@/components/taxes/taxes-address";
import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { InfoTip } from "@/components/ui/info-tip";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { PhoneRow } from "@/components/ui/phone-row";
import { TextLink } from "@/components/ui/text-link";
import { formatMoney, formatQuantity, formatSigned } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type Gains = Outputs["tax"]["realised"];
type Row = Gains["rows"][number];

const ifAny = (amount: string): string => (amount === "0.00" ? "" : formatMoney(amount));

/** The day of a sale; until it settles, the way to its lots. */
function Sold({ row }: { row: Row }) {
  return (
    <>
      {formatDate(row.soldOn)}
      {row.canBeNamed && row.orderId ? (
        <>
          {" · "}
          <TextLink href={`/orders/${row.orderId}#lots`}>Change lots</TextLink>
        </>
      ) : null}
    </>
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    id: "symbol",
    header: "Symbol",
    isRowHeader: true,
    cell: (row) =>
      row.orderId ? <TextLink href={`/orders/${row.orderId}`}>{row.symbol}</TextLink> : row.symbol,
  },
  { id: "shares", header: "Shares", align: "end", cell: (row) => formatQuantity(row.quantity) },
  { id: "acquired", header: "Bought", cell: (row) => formatDate(row.acquiredOn) },
  {
    id: "sold",
    header: "Sold",
    cell: (row) => <Sold row={row} />,
  },
  { id: "term", header: "Term", cell: (row) => TERM_LABELS[row.term] },
  { id: "proceeds", header: "Proceeds, USD", align: "end", cell: (row) => formatMoney(row.proceeds) },
  { id: "cost", header: "Cost, USD", align: "end", cell: (row) => formatMoney(row.cost) },
  {
    id: "gain",
    header: "Gain or loss, USD",
    align: "end",
    cell: (row) => <Change text={formatSigned(row.gain)} hasMark={false} />,
  },
  {
    id: "carried",
    header: "Added to cost, USD",
    align: "end",
    hideBelow: "xl",
    cell: (row) => ifAny(row.washCarried),
  },
  {
    id: "wash",
    header: "Disallowed, USD",
    align: "end",
    hideBelow: "lg",
    cell: (row) => ifAny(row.washDisallowed),
  },
  {
    id: "taxable",
    header: "After wash sales, USD",
    align: "end",
    hideBelow: "lg",
    cell: (row) => formatSigned(row.taxable),
  },
];

type RealisedCardProps = { gains: Gains; place: TaxesPlace; accountId: string; hasOthers: boolean };

/** What was realised in a year, lot by lot, with the sums by term above. */
export function RealisedCard({ gains, place, accountId, hasOthers }: RealisedCardProps) {
  const { sums, year } = gains;
  const years = [...new Set([year, ...gains.years])].toSorted((a, b) => b - a);
  const csv = new URLSearchParams({ account: accountId, year: String(year), scope: place.scope });
  return (
    <div className="grid gap-4">
      <Card
        title={`${year}`}
        aside={
          <LinkButton
            href={`/api/taxes/realised-gains?${csv.toString()}`}
            download
            size="sm"
            variant="quiet"
            icon={<Download aria-hidden size={16} />}
          >
            CSV
          </LinkButton>
        }
      >
        <div className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
          <Figure
            label="Short-term, USD"
            value={<Change text={formatSigned(sums.SHORT.gain)} hasMark={false} />}
          />
          <Figure
            label="Long-term, USD"
            value={<Change text={formatSigned(sums.LONG.gain)} hasMark={false} />}
          />
          <Figure
            label="Realised, USD"
            value={<Change text={formatSigned(sums.total.gain)} hasMark={false} />}
          />
          <Figure label="After wash sales, USD" value={formatSigned(sums.total.taxable)} />
        </div>
        <p className="mt-3 text-small text-muted">
          {formatMoney(sums.total.washDisallowed)} of losses is disallowed by wash sales{" "}
          <InfoTip label="why?" about="losses are disallowed">
            A loss does not count for taxes as far as the same stock was bought within 30 days before or after
            the sale. It is added to the cost of those shares, and counts when they are sold (IRC 1091, IRS
            Pub. 550). What you earned is not changed by it.
          </InfoTip>
          {place.scope === "OWNER"
            ? ", counting purchases in all of your accounts."
            : ", counting this account’s purchases, as a broker reports."}
          {ifAny(sums.total.washCarried)
            ? ` ${ifAny(sums.total.washCarried)} that was disallowed before is in the cost of what was sold.`
            : ""}
        </p>
      </Card>
      <Card padding="none">
        <div className="flex flex-wrap items-end gap-x-6 border-b border-line px-4 pt-1">
          <TaxLinks
            label="Year"
            links={years.slice(0, 10).map((one) => ({
              href: taxesHref(place, { year: String(one) }),
              label: String(one),
              isHere: one === year,
            }))}
          />
          <TaxLinks
            label="Term"
            links={(["", "SHORT", "LONG"] as const).map((term) => ({
              href: taxesHref(place, { term }),
              label: term ? TERM_LABELS[term] : "Both terms",
              isHere: term === place.term,
            }))}
          />
          {hasOthers ? (
            <TaxLinks
              label="Wash sales"
              links={(["ACCOUNT", "OWNER"] as const).map((scope) => ({
                href: taxesHref(place, { scope }),
                label: scope === "ACCOUNT" ? "This account" : "All my accounts",
                isHere: scope === place.scope,
              }))}
            />
          ) : null}
        </div>
        <DataTable
          caption={`Realised gains of ${year}`}
          columns={COLUMNS}
          rows={gains.rows}
          rowKey={(row) => row.key}
          density="dense"
          phoneRow={(row) => (
            <PhoneRow
              start={`${row.symbol} ${formatQuantity(row.quantity)}`}
              startSub={
                <>
                  {TERM_LABELS[row.term]} · sold <Sold row={row} />
                  <br />
                  bought {formatDate(row.acquiredOn)}
                  {ifAny(row.washCarried) ? ` · ${ifAny(row.washCarried)} added to its cost` : ""}
                  {ifAny(row.washDisallowed) ? ` · ${ifAny(row.washDisallowed)} disallowed` : ""}
                </>
              }
              end={<Change text={formatSigned(row.gain)} hasMark={false} />}
              endSub={formatMoney(row.proceeds)}
            />
          )}
          empty={
            <EmptyState icon={<ReceiptText size={20} />} title={`Nothing was sold in ${year}`}>
              What you sell stands here, lot by lot, with its gain or loss and its term.
            </EmptyState>
          }
        />
        <Pagination
          label="Realised gains"
          summary={gains.count > 0 ? `${gains.count} ${gains.count === 1 ? "lot" : "lots"}` : undefined}
          {...(gains.previousOffset === null
            ? {}
            : { previous: { href: taxesHref(place, { offset: String(gains.previousOffset || "") }) } })}
          {...(gains.nextOffset === null
            ? {}
            : { next: { href: taxesHref(place, { offset: String(gains.nextOffset) }) } })}
        />
      </Card>
    </div>
  );
}
