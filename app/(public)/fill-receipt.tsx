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
  fee: string;
  latency: string;
};

/** One sweep of three books: 300 shares for 48,686.00, where the best offer at arrival was 162.30. */
const FILLS: readonly Fill[] = [
  { venue: "IEXG", quantity: "100", price: "162.28", improved: "+2.00", fee: "0.09", latency: "7 ms" },
  { venue: "XNAS", quantity: "120", price: "162.29", improved: "+1.20", fee: "0.36", latency: "8 ms" },
  { venue: "EDGX", quantity: "80", price: "162.29", improved: "+0.80", fee: "0.24", latency: "9 ms" },
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
  { id: "fee", header: "Venue fee", align: "end", cell: (fill) => fill.fee },
  { id: "latency", header: "After", align: "end", cell: (fill) => fill.latency },
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
            Filled in 9 ms
          </StatusPill>
        }
        className="shadow-overlay"
      >
        <p className="border-b border-line px-4 pb-3 text-small text-muted">
          Limit 162.30, good for the day, smart route. Best offer at arrival 162.30.
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
              startSub={`${fill.quantity} shares, fee ${fill.fee}`}
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
              { label: "Fees of the venues", value: "0.69" },
              { label: "Cost of the shares, USD", value: "48,686.00", isStrong: true },
            ]}
          />
        </div>
      </Card>
      <figcaption className="mt-3 text-small text-muted">
        An order as the portal shows it. The figures are an example.
      </figcaption>
    </figure>
  );
}
