import Decimal from "decimal.js";
import { type ActionTerms, dividendPerShare, shareRatio } from "@/domain/corporate-actions/action";
import { type Money, type Price, type Quantity, subtract, toCents } from "@/domain/money/money";

/** The grain of the books: numbers of shares have eight decimals. */
const BOOK_DECIMALS = 8;
/** The least that may be held of a share where fractions are dealt in. */
const SHARE_DECIMALS = 6;

/** Decimals of a share that a holder keeps; what is finer than that is paid for in cash. */
export type KeptDecimals = 0 | typeof SHARE_DECIMALS;

/**
 * What holders keep of a broken share. After a forward split of a stock that is dealt in fractions they keep the
 * fraction, else they are paid for it; a reverse split always pays for it.
 */
export const keptDecimals = (type: ActionTerms["type"], isFractionable: boolean): KeptDecimals =>
  isFractionable && type !== "REVERSE_SPLIT" ? SHARE_DECIMALS : 0;

/**
 * The gross dividend of a holder of record in dollars and cents: shares held by trade date at the close before the
 * ex-date, times dollars a share. Shares sold short (negative) owe it.
 */
export const dividendOn = (held: Quantity, terms: Pick<ActionTerms, "value">): Money =>
  toCents(held.times(dividendPerShare(terms)));

/** Shares of a part of a holding after the action, cut to the grain of the books. */
export function sharesOf(held: Quantity, terms: Pick<ActionTerms, "type" | "value" | "per">): Quantity {
  const { to, from } = shareRatio(terms);
  return held.times(to).div(from).toDecimalPlaces(BOOK_DECIMALS, Decimal.ROUND_DOWN) as Quantity;
}

/** A holding after an action: `exact` of it, of which `fraction` is paid for and `kept` is kept. */
export type SharesAfter = { exact: Quantity; kept: Quantity; fraction: Quantity };

/** What a holding of one account becomes. Shares sold short (negative) go the same way. */
export function sharesAfter(
  held: Quantity,
  terms: Pick<ActionTerms, "type" | "value" | "per">,
  decimals: KeptDecimals,
): SharesAfter {
  const exact = sharesOf(held, terms);
  const kept = exact.toDecimalPlaces(decimals, Decimal.ROUND_DOWN) as Quantity;
  return { exact, kept, fraction: subtract(exact, kept) };
}

/** Cash in lieu of a fraction at the last close in new shares (see `adjustedClose`), in cents. */
export const cashInLieu = (fraction: Quantity, close: Price): Money => toCents(fraction.times(close));
