import { EasternTime } from "@/components/market/eastern-time";
import { venueName } from "@/components/market/venue-name";
import type { Fill } from "@/components/orders/order-words";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";
import { formatMoney, formatPrice, formatQuantity, formatSigned } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

const NONE = "—";
const LIQUIDITY = { ADDED: "Added", REMOVED: "Removed" } as const;

const quoteAtRouting = ({ nbboBid, nbboAsk }: Fill) =>
  nbboBid || nbboAsk
    ? `${nbboBid ? formatPrice(nbboBid) : NONE} × ${nbboAsk ? formatPrice(nbboAsk) : NONE}`
    : NONE;

const improvement = (fill: Fill) =>
  fill.improvement === null ? NONE : <Change text={formatSigned(fill.improvement)} hasMark={false} />;

/** What the venue charged, or paid: RushTrade's, not the customer's. */
const venueFee = ({ venueFee: fee }: Fill) =>
  fee.startsWith("-") ? `${formatPrice(fee.slice(1))} rebate` : formatPrice(fee);

/** What became of it after it was told; null for most. */
const ruling = (fill: Fill): string | null =>
  fill.isBusted ? "Taken back by the venue" : fill.isCorrected ? "Corrected" : null;

const settles = (fill: Fill): string => {
  if (fill.isBusted) return "Taken back by the venue";
  const day = `${formatDate(fill.settlementDate)}${fill.isSettled ? ", settled" : ""}`;
  return fill.isCorrected ? `${day}, corrected` : day;
};

const COLUMNS: readonly TableColumn<Fill>[] = [
  { id: "time", header: "Time, ET", cell: (fill) => <EasternTime at={fill.at} /> },
  {
    id: "venue",
    header: "Venue",
    isRowHeader: true,
    cell: (fill) => (
      <span className="whitespace-nowrap">
        {venueName(fill.venue)} <span className="text-muted">{fill.venue}</span>
      </span>
    ),
  },
  { id: "shares", header: "Shares", align: "end", cell: (fill) => formatQuantity(fill.quantity) },
  { id: "price", header: "Price, USD", align: "end", cell: (fill) => formatPrice(fill.price) },
  { id: "liquidity", header: "Liquidity", cell: (fill) => LIQUIDITY[fill.liquidity] },
  {
    id: "nbbo",
    header: "NBBO at routing",
    align: "end",
    hideBelow: "lg",
    cell: (fill) => <span className="text-muted">{quoteAtRouting(fill)}</span>,
  },
  { id: "improvement", header: "Improvement, USD", align: "end", cell: improvement },
  {
    id: "ms",
    header: "Took, ms",
    align: "end",
    cell: ({ latencyMs }) => (latencyMs === null ? NONE : latencyMs.toLocaleString("en-US")),
  },
  { id: "fees", header: "Fees, USD", align: "end", cell: (fill) => formatMoney(fill.fees) },
  { id: "venue-fee", header: "Venue fee, USD", align: "end", hideBelow: "xl", cell: venueFee },
  {
    id: "settles",
    header: "Settles",
    align: "end",
    cell: settles,
  },
  {
    id: "execution",
    header: "Execution id",
    hideBelow: "xl",
    cell: (fill) => <span className="break-all text-muted">{fill.execId}</span>,
  },
];

/** Every fill of an order with all that is known of it. */
export function OrderFills({ fills, isGoingOn }: { fills: readonly Fill[]; isGoingOn: boolean }) {
  return (
    <Card
      title="Fills"
      padding="none"
      footer={
        fills.length > 0
          ? "NBBO is the national best bid and offer when the shares were routed; improvement is what you got better than it; a fill took as long as from its route to the venue’s report. Venue fees and rebates are RushTrade’s: your fees are the commission and what regulators charge."
          : undefined
      }
    >
      <DataTable
        caption="Fills of this order"
        density="dense"
        columns={COLUMNS}
        rows={fills}
        rowKey={(fill) => fill.id}
        phoneRow={(fill) => (
          <PhoneRow
            start={`${formatQuantity(fill.quantity)} at ${formatPrice(fill.price)}`}
            startSub={
              <>
                {venueName(fill.venue)}, {LIQUIDITY[fill.liquidity].toLowerCase()}
                <br />
                <EasternTime at={fill.at} />
                {ruling(fill) === null ? null : (
                  <>
                    <br />
                    {ruling(fill)}
                  </>
                )}
              </>
            }
            end={improvement(fill)}
            endSub={
              <>
                fees {formatMoney(fill.fees)}
                {fill.latencyMs === null ? null : <span className="block">{fill.latencyMs} ms</span>}
                <span className="block">NBBO {quoteAtRouting(fill)}</span>
              </>
            }
          />
        )}
        empty={
          <EmptyState title={isGoingOn ? "Nothing filled yet" : "Nothing was filled"}>
            {isGoingOn
              ? "Fills appear here by themselves, each with its venue, fees and price improvement."
              : "No shares changed hands and nothing was charged."}
          </EmptyState>
        }
      />
    </Card>
  );
}
