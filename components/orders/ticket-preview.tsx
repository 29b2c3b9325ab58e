import { venueName } from "@/components/market/venue-name";
import type { Side } from "@/components/orders/ticket-form";
import type { Outputs } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { cx } from "@/components/ui/cx";
import { FigureList, type FigureRow } from "@/components/ui/figure-list";
import { InfoTip } from "@/components/ui/info-tip";
import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";

type Preview = Outputs["orders"]["preview"];
type Leg = Preview["route"][number];

type TicketPreviewProps = {
  side: Side;
  /** Null while the ticket is not complete: the names stand there without figures. */
  preview: Preview | null;
  /** What else the button does, after the preview's own sentence. */
  groupWords: string;
  /** The figures belong to what stood there a moment ago. */
  isOld: boolean;
};

const NONE = "—";
const amount = (value: string | null | undefined) => (value ? formatMoney(value) : NONE);
const price = (value: string | null) => (value ? formatPrice(value) : NONE);

/** What the order would cost and do, before the one button that does it. */
export function TicketPreview({ side, preview, groupWords, isOld }: TicketPreviewProps) {
  return (
    <div className={cx("grid gap-2.5 transition-opacity", isOld && preview && "opacity-60")}>
      <div className="rounded-control bg-sunk px-3 py-2.5">
        <FigureList look="plain" items={costs(side, preview)} />
        {preview && preview.route.length > 0 ? <RouteLegs legs={preview.route} /> : null}
      </div>
      {preview ? (
        <p className="tabular text-small text-muted">
          {preview.sentence}.{groupWords ? ` ${groupWords}.` : ""}
          {preview.route.length === 0 ? " Where it goes is decided when its time comes." : ""}
        </p>
      ) : null}
      {preview && preview.reasons.length > 0 ? (
        <Callout tone="caution" title="We would refuse this order">
          {preview.reasons.map((reason) => (
            <p key={`${reason.code} ${reason.message}`} className="text-small">
              {reason.message}
            </p>
          ))}
        </Callout>
      ) : null}
    </div>
  );
}

function costs(side: Side, preview: Preview | null): FigureRow[] {
  const isBuy = side === "BUY";
  const name = isBuy ? "Cost" : "Proceeds";
  const rows: FigureRow[] = [
    {
      label: preview?.price ? `${name} at ${formatPrice(preview.price)}` : name,
      value: amount(preview?.gross),
    },
    { label: "Commission", value: amount(preview?.commission) },
  ];
  if (!isBuy) rows.push({ label: "SEC and FINRA fees", value: amount(preview?.regulatoryFees) });
  rows.push({
    label: isBuy ? "Total, about" : "You get, about",
    value: amount(preview?.net),
    isStrong: true,
  });
  if (isBuy) rows.push({ label: <Held />, value: amount(preview?.hold) });
  rows.push(...marginRows(preview));
  rows.push({ label: "Buying power after", value: amount(preview?.buyingPowerAfter) });
  // There from the beginning, so that less moves when the figures come.
  rows.push({
    label: "NBBO",
    value: preview ? `${price(preview.nbboBid)} × ${price(preview.nbboAsk)}` : NONE,
  });
  return rows;
}

/** What if: what a margin account must keep for it, and what it would have beyond its requirement. */
function marginRows(preview: Preview | null): FigureRow[] {
  if (!preview?.margin) return [];
  const { initialRequirement, maintenanceRequirement, excessAfter } = preview.margin;
  return [
    { label: "Initial requirement", value: amount(initialRequirement) },
    { label: "Maintenance requirement", value: amount(maintenanceRequirement) },
    { label: "Excess margin after", value: amount(excessAfter) },
  ];
}

const Held = () => (
  <>
    Held until it is done{" "}
    <InfoTip label="why?" about="more is held than the order costs">
      The most that the order can come to at its worst price, with every fee. What is not used comes back as
      it is filled or cancelled.
    </InfoTip>
  </>
);

const ROLES: Record<Leg["role"], string> = { TAKE: "takes", WAIT: "waits" };

/** A taker's fee is the venue's to RushTrade; a negative one is what the venue pays. */
const feeInWords = ({ role, takerFee }: Leg): string => {
  if (role === "WAIT" || takerFee === null) return NONE;
  return takerFee.startsWith("-") ? `${formatPrice(takerFee.slice(1))} rebate` : formatPrice(takerFee);
};

/** The way that the order would go at this moment, venue by venue. */
function RouteLegs({ legs }: { legs: readonly Leg[] }) {
  return (
    <table className="mt-2 w-full border-t border-line text-small">
      <caption className="sr-only">Route at this moment</caption>
      <thead>
        <tr className="text-label text-muted">
          <th scope="col" className="pt-1.5 text-left font-medium">
            Route{" "}
            <InfoTip label="what?" about="a route says">
              Takes: goes for shares that a venue displays now, for that venue’s fee. Waits: stands in the
              venue’s book until somebody trades with it. Venue fees and rebates are RushTrade’s, not yours.
            </InfoTip>
          </th>
          <th scope="col" className="pt-1.5 text-right font-medium">
            Shares
          </th>
          <th scope="col" className="pt-1.5 text-right font-medium">
            Taker fee
          </th>
        </tr>
      </thead>
      <tbody>
        {legs.map((leg, index) => (
          // By place: a venue may both be taken from and waited at.
          <tr key={index}>
            <th scope="row" className="text-left font-normal">
              {venueName(leg.venue)} <span className="text-muted">{ROLES[leg.role]}</span>
            </th>
            <td className="num">{formatQuantity(leg.quantity)}</td>
            <td className="num text-muted">{feeInWords(leg)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
