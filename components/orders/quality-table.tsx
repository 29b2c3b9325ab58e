import type { ReactNode } from "react";
import {
  durationInWords,
  effectiveOverQuoted,
  fillRateInWords,
  type QualityRow,
  spreadInWords,
} from "@/components/orders/quality-words";
import { Change } from "@/components/ui/change";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { InfoTip } from "@/components/ui/info-tip";
import { PhoneRow } from "@/components/ui/phone-row";
import { formatPrice, formatQuantity, formatSigned } from "@/domain/money/format";

const improvement = (row: QualityRow) => <Change text={formatSigned(row.improvement)} hasMark={false} />;

type FigureOfQuality = { id: string; name: string; about: string; cell: (row: QualityRow) => ReactNode };

/** Each figure with the one sentence that explains it: behind a chip on a desk, in a list on a phone. */
const FIGURES: readonly FigureOfQuality[] = [
  {
    id: "orders",
    name: "Orders",
    about: "How many of your orders had at least a part here.",
    cell: (row) => formatQuantity(String(row.orders)),
  },
  {
    id: "shares",
    name: "Shares",
    about: "Shares that were sent.",
    cell: (row) => formatQuantity(row.shares),
  },
  {
    id: "rate",
    name: "Fill rate",
    about: "Of the shares that were sent, the part that was filled.",
    cell: fillRateInWords,
  },
  {
    id: "effective",
    name: "Effective, USD",
    about:
      "The effective spread: twice the distance between your price and the middle of the best bid and offer when the shares were routed, per share. It is what crossing the market really cost you.",
    cell: (row) => spreadInWords(row.effectiveSpread),
  },
  {
    id: "quoted",
    name: "Quoted, USD",
    about:
      "The quoted spread: the distance between the best bid and the best offer at that moment, per share.",
    cell: (row) => spreadInWords(row.quotedSpread),
  },
  {
    id: "ratio",
    name: "E/Q",
    about: "Effective over quoted spread. Below 100% you traded inside the quotes; above it, beyond them.",
    cell: effectiveOverQuoted,
  },
  {
    id: "improvement",
    name: "Improved, USD",
    about: "Dollars better, or worse, than the best opposite quote when the shares were routed.",
    cell: improvement,
  },
  {
    id: "time",
    name: "Average time",
    about:
      "The time from sending to each fill, on average; orders that wait in a book take as long as they wait.",
    cell: ({ averageMs }) => durationInWords(averageMs),
  },
  {
    id: "fees",
    name: "Venue fees, USD",
    about:
      "What the venues charged RushTrade for these fills; negative where they paid it a rebate. You do not pay it.",
    cell: (row) => formatPrice(row.venueFees),
  },
];

const COLUMNS: readonly TableColumn<QualityRow>[] = FIGURES.map(({ id, name, about, cell }) => ({
  id,
  align: "end",
  cell,
  header: (
    <>
      {name}{" "}
      <InfoTip label="?" about={name}>
        {about}
      </InfoTip>
    </>
  ),
}));

/** What the figures mean, for a screen without headings to explain. */
export const QualityGlossary = () => (
  <details className="rounded-card border border-line bg-surface px-4 py-1 md:hidden">
    <summary className="flex min-h-11 items-center font-medium underline decoration-line-strong underline-offset-2">
      What the figures mean
    </summary>
    <dl className="grid gap-3 pb-3">
      {FIGURES.map(({ id, name, about }) => (
        <div key={id}>
          <dt className="font-medium">{name}</dt>
          <dd className="text-small text-muted">{about}</dd>
        </div>
      ))}
    </dl>
  </details>
);

type QualityTableProps = {
  caption: string;
  /** What a row is: "Venue", "Order type". */
  kind: string;
  rows: readonly QualityRow[];
  nameOf: (name: string) => ReactNode;
};

/** How orders were executed, a row for each venue or type. */
export function QualityTable({ caption, kind, rows, nameOf }: QualityTableProps) {
  const name: TableColumn<QualityRow> = {
    id: "name",
    header: kind,
    isRowHeader: true,
    cell: (row) => nameOf(row.name),
  };
  return (
    <DataTable
      caption={caption}
      density="dense"
      columns={[name, ...COLUMNS]}
      rows={rows}
      rowKey={(row) => row.name}
      phoneRow={(row) => (
        <PhoneRow
          start={nameOf(row.name)}
          startSub={
            <>
              {formatQuantity(row.filledShares)} of {formatQuantity(row.shares)} filled,{" "}
              {fillRateInWords(row)}
              <span className="block">
                effective {spreadInWords(row.effectiveSpread)}, quoted {spreadInWords(row.quotedSpread)}
              </span>
            </>
          }
          end={improvement(row)}
          endSub={
            <>
              E/Q {effectiveOverQuoted(row)}
              <span className="block">{durationInWords(row.averageMs)}</span>
              <span className="block">venue fees {formatPrice(row.venueFees)}</span>
            </>
          }
        />
      )}
    />
  );
}
