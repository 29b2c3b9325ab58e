import { invariant } from "@/domain/errors";
import type { Mic } from "@/domain/market/types";
import { type Money, money, type Price, type Quantity } from "@/domain/money/money";
import { type LocalDate, localDate } from "@/domain/time/instant";

/** TAKE removes displayed shares, ADD had been resting and was traded against. */
export type LiquidityUse = "ADD" | "TAKE";

/**
 * What a venue charges from a day on. From $1.00 up in dollars a share, below as a fraction of the value; a negative
 * figure is a rebate to us.
 */
type FeeRow = {
  from: LocalDate;
  take: string;
  add: string;
  takeBelowDollar: string;
  addBelowDollar: string;
};

const row = (
  from: string,
  take: string,
  add: string,
  takeBelowDollar = "0.0030",
  addBelowDollar = "0",
): FeeRow => ({ from: localDate(from), take, add, takeBelowDollar, addBelowDollar });

/**
 * Typical published schedules, newest last. No access fee is above the cap of Rule 610(c): $0.0030 a share, 0.3% of
 * the value below a dollar (17 CFR 242.610(c)). The lower cap of the amended rule has been put off more than once; it
 * becomes a row here when it is in force.
 */
const SCHEDULES: Record<Mic, readonly FeeRow[]> = {
  XNAS: [row("1990-01-01", "0.0030", "-0.0020")],
  XNYS: [row("1990-01-01", "0.0030", "-0.0016")],
  ARCX: [row("1990-01-01", "0.0030", "-0.0021")],
  BATS: [row("1990-01-01", "0.0029", "-0.0020")],
  EDGX: [row("1990-01-01", "0.0028", "-0.0017", "0.0030", "-0.00003")],
  // One price for both sides.
  IEXG: [row("1990-01-01", "0.0009", "0.0009", "0.0009", "0.0009")],
  MEMX: [row("1990-01-01", "0.0029", "-0.0022", "0.0028", "-0.00075")],
  // A market maker earns the spread and charges nothing.
  RSHM: [row("1990-01-01", "0", "0", "0", "0")],
};

function rowOn(venue: Mic, on: LocalDate): FeeRow {
  const rows = SCHEDULES[venue];
  const found = rows.findLast((candidate) => candidate.from <= on) ?? rows[0];
  invariant(found, "every venue has a price list");
  return found;
}

const ONE_DOLLAR = money("1");

/** Dollars a share that a venue charges (negative: pays) for trading at a price on a day. */
export function venueFeePerShare(venue: Mic, use: LiquidityUse, at: Price, on: LocalDate): Money {
  const fees = rowOn(venue, on);
  if (at.gte(ONE_DOLLAR)) return money(use === "TAKE" ? fees.take : fees.add);
  return money(at.times(use === "TAKE" ? fees.takeBelowDollar : fees.addBelowDollar));
}

/** Dollars that a venue charges (negative: pays) for one fill; exact, to at most eight decimals. */
export function venueFee(venue: Mic, use: LiquidityUse, shares: Quantity, at: Price, on: LocalDate): Money {
  return money(venueFeePerShare(venue, use, at, on).times(shares).toDecimalPlaces(8));
}
