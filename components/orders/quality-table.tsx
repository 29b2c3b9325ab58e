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

/** A heading with its sentence behind a chip. */
function Explained({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      {name}{" "}
      <InfoTip label="?" about={name}>
        {children}
      </InfoTip>
    </>
  );
}

const FIGURES: readonly TableColumn<QualityRow>[] = [
  {
    id: "orders",
    header: <Explained name="Orders">How many of your orders had at least a part here.</Explained>,
    align: "end",
    cell: (row) => formatQuantity(String(row.orders)),
  },
  {
    id: "shares",
    header: <Explained name="Shares">Shares that were sent.</Explained>,
    align: "end",
    cell: (row) => formatQuantity(row.shares),
  },
  {
    id: "rate",
    header: <Explained name="Fill rate">Of the shares that were sent, the part that was filled.</Explained>,
    align: "end",
    cell: fillRateInWords,
  },
  {
    id: "effective",
    header: (
      <Explained name="Effective, USD">
        The effective spread: twice the distance between your price and the middle of the best bid and offer
        when the shares were routed, per share: what crossing the market really cost you.
      </Explained>
    ),
    align: "end",
    cell: (row) => spreadInWords(row.effectiveSpread),
  },
  {
    id: "quoted",
    header: (
      <Explained name="Quoted, USD">
        The quoted spread: the distance between the best bid and the best offer at that moment, per share.
      </Explained>
    ),
    align: "end",
    cell: (row) => spreadInWords(row.quotedSpread),
  },
  {
    id: "ratio",
    header: (
      <Explained name="E/Q">
        Effective over quoted spread. Below 100% you traded inside the quotes; above it, beyond them.
      </Explained>
    ),
    align: "end",
    cell: effectiveOverQuoted,
  },
  {
    id: "improvement",
    header: (
      <Explained name="Improved, USD">
        Dollars better, or worse, than the best opposite quote when the shares were routed.
      </Explained>
    ),
    align: "end",
    cell: improvement,
  },
  {
    id: "ms",
    header: (
      <Explained name="Average time">
        The time from sending to each fill, on average; orders that wait in a book take as long as they wait.
      </Explained>
    ),
    align: "end",
    cell: ({ averageMs }) => durationInWords(averageMs),
  },
  {
    id: "fees",
    header: (
      <Explained name="Venue fees">
        Dollars that the venues charged RushTrade for these fills; negative where they paid it a rebate. You
        do not pay it.
      </Explained>
    ),
    align: "end",
    cell: (row) => formatPrice(row.venueFees),
  },
];

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
      columns={[name, ...FIGURES]}
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
            </>
          }
        />
      )}
    />
  );
}
