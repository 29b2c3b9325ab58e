import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { FigureList } from "@/components/ui/figure-list";
import { PhoneRow } from "@/components/ui/phone-row";
import { StatusPill } from "@/components/ui/status-pill";

type Fill = {
  venue: string;
  quantity: string;
  price: string;
  improved: string;
  fees: string;
  venueFee: string;
};

/**
 * One sweep of three books: 300 shares for 48,686.00, where the best offer was 162.30. The commission is half a cent a
 * share; the venues charge RushTrade 0.0009, 0.0030 and 0.0028.
 */
const FILLS: readonly Fill[] = [
  { venue: "IEXG", quantity: "100", price: "162.28", improved: "+2.00", fees: "0.50", venueFee: "0.09" },
  { venue: "XNAS", quantity: "120", price: "162.29", improved: "+1.20", fees: "0.60", venueFee: "0.36" },
  { venue: "EDGX", quantity: "80", price: "162.29", improved: "+0.80", fees: "0.40", venueFee: "0.22" },
];

const COLUMNS: readonly TableColumn<Fill>[] = [
  { id: "venue", header: "Venue", cell: (fill) => <span className="font-medium">{fill.venue}</span> },
  { id: "quantity", header: "Shares", align: "end", cell: (fill) => fill.quantity },
  { id: "price", header: "Price", align: "end", cell: (fill) => fill.price },
  {
    id: "improved",
    header: "Improved",
    align: "end",
    cell: (fill) => <Change text={fill.improved} hasMark={false} />,
  },
  { id: "fees", header: "Fees", align: "end", cell: (fill) => fill.fees },
  { id: "venue-fee", header: "Venue fee", align: "end", cell: (fill) => fill.venueFee },
];

const PLACES = [
  { venue: "IEXG", from: 0, share: 100 / 3, opacity: 1 },
  { venue: "XNAS", from: 100 / 3, share: 40, opacity: 0.72 },
  { venue: "EDGX", from: 220 / 3, share: 80 / 3, opacity: 0.48 },
];

/** The three venues side by side, each as wide as its part of the order. */
function RouteStrip() {
  return (
    <svg aria-hidden width="100%" height="44" className="mt-4 px-4 text-accent">
      {PLACES.map((place) => (
        <g key={place.venue}>
          <rect
            x={`${place.from}%`}
            width={`${place.share - 0.6}%`}
            height="8"
            rx="4"
            fill="currentColor"
            opacity={place.opacity}
          />
          <text x={`${place.from}%`} y="27" fontSize="12" fill="var(--muted)">
            {place.venue} {Math.round(place.share)}%
          </text>
        </g>
      ))}
    </svg>
  );
}

/** What the portal shows of a filled order, with figures made up for the picture. */
export function FillReceipt() {
  return (
    <figure>
      <Card
        padding="none"
        title="Bought 300 AMD"
        aside={
          <StatusPill tone="gain" dot>
            Filled
          </StatusPill>
        }
        className="shadow-overlay"
      >
        <p className="border-b border-line px-4 pb-3 text-small text-muted">
          Limit 162.30, good for the day. Best offer when it was routed: 162.30.
        </p>
        <RouteStrip />
        <DataTable
          caption="Fills of the order in the picture"
          density="dense"
          columns={COLUMNS}
          rows={FILLS}
          rowKey={(fill) => fill.venue}
          phoneRow={(fill) => (
            <PhoneRow
              start={fill.venue}
              startSub={`${fill.quantity} shares, fees ${fill.fees}`}
              end={fill.price}
              endSub={<Change text={fill.improved} />}
            />
          )}
        />
        <div className="border-t border-line bg-sunk px-4 py-3">
          <FigureList
            look="plain"
            items={[
              { label: "Average price", value: "162.2867" },
              { label: "Better than the best offer by", value: <Change text="+4.00" hasMark={false} /> },
              { label: "Commission", value: "1.50" },
              { label: "Paid, USD", value: "48,687.50", isStrong: true },
            ]}
          />
        </div>
      </Card>
      <figcaption className="mt-3 text-small text-muted">
        What you see of a filled order. The figures are an example; the venue fee is what we pay, not you.
      </figcaption>
    </figure>
  );
}
