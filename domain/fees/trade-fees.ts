import { invariant } from "@/domain/errors";
import { type AccountClass, commission } from "@/domain/fees/commission";
import { type Section31Rate, section31Rate, type TafRate, tafRate } from "@/domain/fees/regulatory-rates";
import {
  add,
  type Money,
  money,
  NO_SHARES,
  notional,
  type Price,
  type Quantity,
  smaller,
  subtract,
  upToCents,
  ZERO,
} from "@/domain/money/money";
import { settlementCalendar } from "@/domain/time/calendar";
import type { Instant, LocalDate } from "@/domain/time/instant";

/** What fees depend on besides how much was traded. */
export type FeeTerms = { side: "BUY" | "SELL"; tradeDate: LocalDate; accountClass: AccountClass };

/** How much of one order was executed on one trade date: shares, and their value in dollars, summed over its fills. */
export type Traded = { quantity: Quantity; notional: Money };

/** Dollars and cents, each charged to the customer. */
export type TradeFees = {
  commission: Money;
  /** Exchange Act Section 31, on sales only. */
  secFee: Money;
  /** FINRA Trading Activity Fee, on sales only. */
  tafFee: Money;
  total: Money;
  /** True when a rate was used that we could not find in a published notice. */
  assumed: boolean;
};

const MILLION = money(1_000_000);

/** The rates of one sale: dollars per million dollars, dollars a share, and the most that the second may come to. */
export type SaleRates = {
  section31: Pick<Section31Rate, "perMillion">;
  taf: Pick<TafRate, "perShare" | "cap">;
};

/**
 * The regulatory fees of a sale at given rates, before and after rounding. Each is rounded by itself, up to the next
 * cent unless the caller's house does otherwise; the cap bounds what is charged.
 */
export function saleFees(
  rates: SaleRates,
  traded: Traded,
  toCharge: (fee: Money) => Money = upToCents,
): { secFee: Money; tafFee: Money; unrounded: { secFee: Money; tafFee: Money } } {
  const secFee = traded.notional.times(rates.section31.perMillion).div(MILLION) as Money;
  const tafFee = traded.quantity.times(rates.taf.perShare) as Money;
  return {
    secFee: toCharge(secFee),
    tafFee: smaller(toCharge(tafFee), rates.taf.cap),
    unrounded: { secFee, tafFee },
  };
}

const feesOf = (charged: Money, secFee: Money, tafFee: Money, assumed: boolean): TradeFees => ({
  commission: charged,
  secFee,
  tafFee,
  total: add(charged, secFee, tafFee),
  assumed,
});

/**
 * The fees of a trade: all executions of one order on one trade date. Minimum commission, maximum commission and
 * TAF cap therefore count once a day and order. Section 31 goes by the settlement date, TAF and commission by the
 * trade date; each regulatory fee is rounded up to the next cent, the commission to the nearest.
 */
export function tradeFees(terms: FeeTerms, traded: Traded): TradeFees {
  invariant(
    traded.quantity.gte(0) && traded.notional.gte(0),
    "shares traded and their value are never negative",
  );
  const charged = commission(terms.accountClass, terms.tradeDate, traded.quantity, traded.notional);
  if (terms.side === "BUY") return feesOf(charged, ZERO, ZERO, false);
  const section31 = section31Rate(settlementCalendar.settlementDate(terms.tradeDate));
  const taf = tafRate(terms.tradeDate);
  const { secFee, tafFee } = saleFees({ section31, taf }, traded);
  return feesOf(charged, secFee, tafFee, section31.assumed || taf.assumed);
}

/**
 * What to charge for going from one state of a trade to another, such as for one more fill. Charged fill by fill,
 * the increments add up exactly to `tradeFees` of the whole; a busted fill gives negative increments, to be
 * refunded.
 */
export function feeIncrement(terms: FeeTerms, before: Traded, after: Traded): TradeFees {
  const earlier = tradeFees(terms, before);
  const later = tradeFees(terms, after);
  return feesOf(
    subtract(later.commission, earlier.commission),
    subtract(later.secFee, earlier.secFee),
    subtract(later.tafFee, earlier.tafFee),
    later.assumed,
  );
}

/** One of an order's executions on one trade date, as fees see it. */
export type FeedExecution = { execId: string; at: Instant; traded: Traded };

/** The order in which executions are charged: by time, and within one instant as their venue numbered them. */
const inChargingOrder = (a: FeedExecution, b: FeedExecution): number =>
  a.at - b.at || a.execId.length - b.execId.length || (a.execId < b.execId ? -1 : 1);

/**
 * Each execution's share of the fees of one order and trade date, by its id: charged fill by fill, so that they add up
 * exactly to `tradeFees` of all. After a bust or a correction it is charged anew from what still stands; minimum,
 * maximum and cap may then fall on other executions than before. Whoever knows the same executions gets the same.
 */
export function feesByExecution(
  terms: FeeTerms,
  executions: readonly FeedExecution[],
): ReadonlyMap<string, TradeFees> {
  const fees = new Map<string, TradeFees>();
  let before: Traded = { quantity: NO_SHARES, notional: ZERO };
  for (const { execId, traded } of executions.toSorted(inChargingOrder)) {
    const after = {
      quantity: add(before.quantity, traded.quantity),
      notional: add(before.notional, traded.notional),
    };
    fees.set(execId, feeIncrement(terms, before, after));
    before = after;
  }
  return fees;
}

/** The fees that an order would cost if all of it were executed at one price on this trade date: for previews. */
export function estimateFees(terms: FeeTerms, shares: Quantity, at: Price): TradeFees {
  return tradeFees(terms, { quantity: shares, notional: notional(shares, at) });
}
