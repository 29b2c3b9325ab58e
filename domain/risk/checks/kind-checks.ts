import type { Instrument } from "@/domain/market/types";
import { formatPrice } from "@/domain/money/format";
import type { Price } from "@/domain/money/money";
import type { OrderTerms } from "@/domain/orders/order-terms";
import { type Denial, deny } from "@/domain/risk/checks/verdict";
import { type Instant, instantAt, type LocalDate, type LocalTime } from "@/domain/time/instant";

/** Which kinds of order a stock can have: its market maker takes plain ones only, and not every stock is divisible. */
export function checkOffered(
  terms: OrderTerms,
  instrument: Instrument,
  hours: "regular" | "extended",
): Denial | null {
  const refuse = (message: string): Denial => deny("NOT_OFFERED", message);
  if (terms.session === "EXTENDED" && hours === "regular")
    return refuse("The exchange keeps regular hours only, from 9:30 to its close. Choose regular hours.");
  if (!terms.quantity.isInteger() && !instrument.fractionable)
    return refuse(`${terms.symbol} trades in whole shares only.`);
  if (instrument.kind !== "OTC") {
    const { route } = terms;
    const isQuoted = route.kind === "SMART" || instrument.venues.includes(route.venue);
    return isQuoted ? null : refuse(`${terms.symbol} does not trade on that venue.`);
  }
  if (terms.route.kind === "DIRECT" || terms.timeInForce === "OPG" || terms.timeInForce === "CLS")
    return refuse(
      `${terms.symbol} trades over the counter, with its market maker alone and without auctions.`,
    );
  return terms.session === "EXTENDED"
    ? refuse(`${terms.symbol} does not trade outside regular hours.`)
    : null;
}

/**
 * A part of a share is bought for a dollar at least: what costs less than half a cent would be a gift. An order in
 * dollars has become shares by now, and comes to a trifle less than was asked for. `reference` is the price expected.
 */
export function checkLeastValue(
  order: Pick<OrderTerms, "side" | "quantity">,
  { reference }: { reference: Price | null },
): Denial | null {
  if (order.side === "SELL" || order.quantity.isInteger() || !reference) return null;
  if (order.quantity.times(reference).gte(LEAST_FRACTION)) return null;
  return deny(
    "NOT_OFFERED",
    "An order for a part of a share must come to $1.00 at least. Enter more shares.",
  );
}
const LEAST_FRACTION = "0.99";

/** When an auction takes no more orders: NYSE Rule 7.35, Nasdaq Rules 4752 and 4754. */
const CUT_OFFS: Record<"OPG" | "CLS", { XNAS: LocalTime; others: LocalTime; until: LocalTime }> = {
  OPG: { XNAS: "09:28", others: "09:28", until: "09:30" },
  CLS: { XNAS: "15:55", others: "15:50", until: "16:00" },
};

/** `today`: the day that the order would trade on; `at`: exchange time now. */
export type AuctionFacts = { primaryListing: Instrument["primaryListing"]; today: LocalDate; at: Instant };

/** An order for an auction has to come before the auction's cut-off. */
export function checkAuction(
  order: Pick<OrderTerms, "timeInForce">,
  { primaryListing, today, at }: AuctionFacts,
): Denial | null {
  if (order.timeInForce !== "OPG" && order.timeInForce !== "CLS") return null;
  const { until, ...times } = CUT_OFFS[order.timeInForce];
  const last = primaryListing === "XNAS" ? times.XNAS : times.others;
  if (at < instantAt(today, last) || at >= instantAt(today, until)) return null;
  const auction = order.timeInForce === "OPG" ? "opening" : "closing";
  return deny("AUCTION_CUT_OFF", `Today's ${auction} auction takes no new orders after ${last} ET.`);
}

/** A stop that the market has passed already would trade at once: not what somebody meant who wrote a stop. */
export function checkStopSide(
  order: Pick<OrderTerms, "side" | "stopPrice">,
  { lastPrice }: { lastPrice: Price | null },
): Denial | null {
  if (!order.stopPrice || !lastPrice) return null;
  const isBeyond = order.side === "BUY" ? order.stopPrice.gt(lastPrice) : order.stopPrice.lt(lastPrice);
  if (isBeyond) return null;
  const where = order.side === "BUY" ? "above" : "below";
  return deny(
    "STOP_SIDE",
    `A stop to ${order.side.toLowerCase()} belongs ${where} the last price of ${formatPrice(lastPrice.toFixed())}; at ${formatPrice(order.stopPrice.toFixed())} it would trade at once.`,
  );
}
