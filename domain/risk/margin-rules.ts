import {
  larger,
  type Money,
  money,
  type Price,
  price,
  type Quantity,
  scale,
  smaller,
} from "@/domain/money/money";
import { rowOn } from "@/domain/risk/dated-rows";
import { type LocalDate, localDate } from "@/domain/time/instant";

/** A share of a market value as a decimal text: "0.5" is half of it. */
export type Rate = string;

/** What the regulators ask of a margin account from a day on. Amounts are dollars, or dollars a share. */
export type MarginRules = {
  from: LocalDate;
  /** Of a purchase: what the customer must put up. */
  initialLong: Rate;
  /** Of a short sale: what the customer must put up beside the proceeds, which stay in the account. */
  initialShort: Rate;
  maintenanceLong: Rate;
  /** A short position below `lowPrice`: the greater of so much a share and so much of its value; from it: the other two. */
  short: {
    lowPrice: Price;
    lowPerShare: Money;
    lowRate: Rate;
    perShare: Money;
    rate: Rate;
  };
  /** Equity without which nothing is lent. */
  minimumEquity: Money;
  source: string;
};

const MARGIN_RULES: readonly MarginRules[] = [
  {
    from: localDate("1990-01-01"),
    initialLong: "0.5",
    initialShort: "0.5",
    maintenanceLong: "0.25",
    short: {
      lowPrice: price("5"),
      lowPerShare: money("2.50"),
      lowRate: "1",
      perShare: money("5"),
      rate: "0.3",
    },
    minimumEquity: money("2000"),
    source: "Reg T 220.12(a) and (c); FINRA 4210(b) and (c), before it NYSE 431 and NASD 2520",
  },
];

/** The margin rules in force on a day. */
export const marginRules = (on: LocalDate): MarginRules => rowOn(MARGIN_RULES, on);

/** What is asked of one security: never less than the regulators ask. */
export type Requirement = { initialLong: Rate; maintenanceLong: Rate };

/** What the house asks of one symbol from a day on; `to` is the last day, null while in force. */
export type HouseRow = Requirement & { symbol: string; from: LocalDate; to: LocalDate | null; why: string };

/** What the house asks of every security that has no row of its own. */
export const HOUSE_DEFAULT: Requirement = { initialLong: "0.5", maintenanceLong: "0.3" };

/** The house's own table. Requirements are raised here by a new row, and the old one is given its last day. */
const HOUSE_TABLE: readonly HouseRow[] = [
  {
    symbol: "RSHF",
    from: localDate("1990-01-01"),
    to: null,
    initialLong: "1",
    maintenanceLong: "1",
    why: "Quoted over the counter: not a margin security (Reg T 220.2), so nothing is lent on it.",
  },
  ...["AMC", "GME"].flatMap((symbol): HouseRow[] => [
    {
      symbol,
      from: localDate("2021-01-28"),
      to: localDate("2021-12-31"),
      initialLong: "1",
      maintenanceLong: "1",
      why: "Moves out of all proportion: nothing lent while it lasted.",
    },
    {
      symbol,
      from: localDate("2022-01-01"),
      to: null,
      initialLong: "0.75",
      maintenanceLong: "0.6",
      why: "Moves far more than the market.",
    },
  ]),
  {
    symbol: "UVXY",
    from: localDate("2018-02-28"),
    to: null,
    initialLong: "0.75",
    maintenanceLong: "0.75",
    why: "A leveraged fund: FINRA Regulatory Notice 09-53 asks 37.5%, the house twice that.",
  },
];

const stricter = (a: Rate, b: Rate): Rate => larger(money(a), money(b)).toFixed();

/**
 * What is asked of a symbol on a day: the house's row or its default, and at least what Reg T 220.12 and FINRA 4210
 * ask. `table` is the house's unless given.
 */
export function requirementOf(
  symbol: string,
  on: LocalDate,
  table: readonly HouseRow[] = HOUSE_TABLE,
): Requirement {
  const rules = marginRules(on);
  const row = table.find(
    (candidate) =>
      candidate.symbol === symbol && candidate.from <= on && (candidate.to === null || on <= candidate.to),
  );
  const house = row ?? HOUSE_DEFAULT;
  return {
    initialLong: stricter(house.initialLong, rules.initialLong),
    maintenanceLong: stricter(house.maintenanceLong, rules.maintenanceLong),
  };
}

/**
 * Dollars of equity that a short position must keep (FINRA 4210(c)(2) and (3)): below $5 a share the greater of $2.50
 * a share and its whole value, from $5 the greater of $5 a share and 30% of it. `shares` is above zero. Not rounded.
 */
export function shortMaintenance(shares: Quantity, at: Price, on: LocalDate): Money {
  const { short } = marginRules(on);
  const value = shares.times(at) as Money;
  return at.lt(short.lowPrice)
    ? larger(short.lowPerShare.times(shares) as Money, scale(value, short.lowRate))
    : larger(short.perShare.times(shares) as Money, scale(value, short.rate));
}

/**
 * The price from which a short position is called, when it is the only one and `credit` dollars stand behind each
 * share (proceeds and deposit). The requirement a share is max(2.50, min(p, 5), 30% of p), which rises without a jump,
 * and the equity falls; so they meet once, where the first of the three would.
 */
export function shortTrigger(credit: Price, on: LocalDate): Price {
  const { short } = marginRules(on);
  const belowLow = larger(
    credit.div(money(short.lowRate).plus(1)) as Price,
    credit.minus(short.perShare) as Price,
  );
  const flat = credit.minus(short.lowPerShare) as Price;
  const above = credit.div(money(short.rate).plus(1)) as Price;
  return smaller(smaller(flat, belowLow), above);
}
