import { describe, expect, it } from "vitest";
import { section31Rate } from "@/domain/fees/regulatory-rates";
import { estimateFees, saleFees } from "@/domain/fees/trade-fees";
import { isOnTick, roundLot } from "@/domain/market/ticks";
import { money, notional, price, type Quantity, quantity, toCents } from "@/domain/money/money";
import { type CashAccountEvent, cashAccountAfter } from "@/domain/risk/cash-account";
import { restrictionForCounts } from "@/domain/risk/cash-restriction";
import { longPurchase, shortSale } from "@/domain/risk/margin";
import { markSale } from "@/domain/risk/short-marking";
import { HALF_CENT_TICK } from "@/domain/risk/tick-assignments";
import published from "@/domain/risk/vectors/margin_cash_fee_vectors.json";
import { settlementCalendar } from "@/domain/time/calendar";
import { addDays, type LocalDate, localDate } from "@/domain/time/instant";

const TODAY = localDate("2026-11-20");

type Figures = { [name: string]: number | string | boolean | undefined | unknown[] };
type Vector = { id: string; kind: string; input: Figures; expected: Figures };
const vectors = published.vectors as unknown as Vector[];

const text = (figure: Figures[string]): string => String(figure);
const whole = (figure: Figures[string]): Quantity => quantity(text(figure ?? 0));
const rounded = (figure: { toFixed(places: number): string } | null): number | null =>
  figure && Number(figure.toFixed(2));

/** A week of five ordinary days under each cycle; its Monday. */
const WEEK: Record<string, LocalDate> = {
  "T+1": localDate("2026-07-13"),
  "T+2": localDate("2023-07-10"),
  "T+3": localDate("2016-07-11"),
};
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"];
const ROUND = quantity(100);

/** A story such as [["Mon AM", "SELL XYZ", "10000 net"], ...]: every trade is of 100 shares, "any" amount is 10,000. */
function storyOf(input: Figures): { events: CashAccountEvent[]; shares: Map<string, Quantity> } {
  const monday = WEEK[text(input.cycle)] as LocalDate;
  expect(settlementCalendar.cycleOn(monday)).toBe(input.cycle);
  const shares = new Map<string, Quantity>();
  const bought = new Set<string>();
  const events = (input.events as string[][]).map(
    ([when = "", what = "", much = ""], n): CashAccountEvent => {
      const day = addDays(monday, WEEKDAYS.indexOf(when.slice(0, 3)));
      const [action = "", symbol = ""] = what.split(" ");
      const amount = money(/^[\d.]+/.exec(much)?.[0] ?? "10000");
      if (action === "DEPOSIT" || action === "WITHDRAWAL") return { kind: action, day, amount };
      if (action === "BUY") {
        bought.add(symbol);
        return { kind: action, day, purchaseId: `p${n}`, symbol, shares: ROUND, amount };
      }
      if (!bought.has(symbol)) shares.set(symbol, ROUND);
      return { kind: "SELL", day, symbol, shares: ROUND, amount };
    },
  );
  return { events, shares };
}

const VIOLATION_WORDS: Record<string, string> = {
  GOOD_FAITH: "good_faith",
  FREE_RIDING: "freeriding",
  CASH_LIQUIDATION: "cash_liquidation",
};

/** How each kind of vector is asked of the rules themselves. */
const KINDS: Record<string, (input: Figures, expected: Figures) => void> = {
  margin_long(input, expected) {
    const found = longPurchase(
      money(text(input.cash)),
      text(input.reg_t ?? "0.5"),
      text(input.house_maintenance ?? "0.25"),
    );
    expect({
      max_purchase: rounded(found.maxPurchase),
      debit: rounded(found.debit),
      equity: rounded(found.equity),
      excess_equity: rounded(found.excessEquity),
      call_trigger_market_value: rounded(found.callTrigger),
    }).toMatchObject(expected);
  },
  margin_short_initial(input, expected) {
    const found = shortSale(whole(input.qty), price(text(input.price)), TODAY);
    expect({
      short_market_value: rounded(found.shortMarketValue),
      deposit_required: rounded(found.depositRequired),
      equity: rounded(found.equity),
    }).toMatchObject(expected);
  },
  cash_account(input, expected) {
    const { events, shares } = storyOf(input);
    const opening = { settledCash: money(text(input.settled_cash)), shares };
    const last = events.at(-1)?.day as LocalDate;
    const asOf = settlementCalendar.addSettlementDays(last, 10);
    const found = cashAccountAfter(opening, events, asOf).violations.filter(({ relievedOn }) => !relievedOn);
    expect(found.map(({ kind }) => VIOLATION_WORDS[kind])).toEqual(
      expected.violation === null || expected.violation === "none" ? [] : [expected.violation],
    );
  },
  cash_account_policy(input, expected) {
    const count = (name: string): number => Number(input[name] ?? 0);
    const counts = {
      GOOD_FAITH: count("gfv_in_12_months"),
      CASH_LIQUIDATION: count("cash_liquidations_in_12_months"),
      FREE_RIDING: count("freerides_in_12_months"),
    };
    const found = restrictionForCounts(counts);
    expect(found?.days).toBe(expected.restriction_days);
    expect(found?.mode.toLowerCase().replaceAll("_", " ")).toBe(expected.mode);
  },
  reg_fee_sell(input, expected) {
    const rates = {
      section31: { perMillion: money(text(input.sec_per_million)) },
      taf: { perShare: money(text(input.taf_per_share)), cap: money(text(input.taf_cap)) },
    };
    const shares = whole(input.qty);
    const traded = { quantity: shares, notional: notional(shares, price(text(input.price))) };
    const found = saleFees(rates, traded, text(input.rounding).includes("up") ? undefined : toCents);
    expect([rounded(found.secFee), rounded(found.tafFee)]).toEqual([expected.sec, expected.taf]);
    expect(found.unrounded.secFee.eq(text(expected.sec_raw))).toBe(true);
    expect(found.unrounded.tafFee.eq(text(expected.taf_raw))).toBe(true);
  },
  reg_fee_buy(input, expected) {
    const terms = { side: "BUY", tradeDate: TODAY, accountClass: "STANDARD" } as const;
    const found = estimateFees(terms, whole(input.qty), price(text(input.price)));
    expect([rounded(found.secFee), rounded(found.tafFee)]).toEqual([expected.sec, expected.taf]);
  },
  rate_schedule(input, expected) {
    const rates = (input.dates as string[]).map((day) => section31Rate(localDate(day)).perMillion.toFixed(2));
    expect(rates).toEqual(expected.sec_per_million);
  },
  tick(input, expected) {
    const isAssigned = text(input.regime).includes("assigned $0.005");
    const assigned = isAssigned ? [{ ...HALF_CENT_TICK, to: null }] : [];
    expect(isOnTick(price(text(input.limit_price)), TODAY, assigned)).toBe(expected.accepted);
  },
  round_lot(input, expected) {
    const close = price(Number(input.prior_month_avg_close).toFixed(2));
    expect(roundLot(close, TODAY).toNumber()).toBe(expected.round_lot);
  },
  short_marking(input, expected) {
    const found = markSale({
      position: whole(input.position),
      openSells: whole(input.open_sell_orders),
      quantity: whole(input.sell),
      deliverable: input.deliverable !== false,
    });
    const said = {
      LONG: "sell_long",
      SHORT: "sell_short",
      SPLIT:
        input.open_sell_orders === undefined
          ? `reject_or_split: cannot be marked long for ${text(input.sell)}`
          : `only ${found.long.toFixed()} may be marked long`,
    };
    expect(said[found.marking]).toBe(expected.marking);
  },
};

/** Bands belong to domain/market, with the market's own vectors. */
const ELSEWHERE = ["luld_band"];

describe("the published vectors", () => {
  it("has a way to ask for every kind", () => {
    const kinds = new Set(vectors.map(({ kind }) => kind).filter((kind) => !ELSEWHERE.includes(kind)));
    expect([...kinds].filter((kind) => !KINDS[kind])).toEqual([]);
    expect(kinds.size).toBe(Object.keys(KINDS).length);
  });

  it.each(vectors.filter(({ kind }) => !ELSEWHERE.includes(kind)))(
    "$kind: $id",
    ({ kind, input, expected }) => {
      expect.hasAssertions();
      KINDS[kind]?.(input, expected);
    },
  );
});
