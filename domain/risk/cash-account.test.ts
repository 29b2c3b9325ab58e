import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, type Money, money, quantity, subtract, ZERO } from "@/domain/money/money";
import { type CashAccountEvent, cashAccountAfter, paymentDueOn } from "@/domain/risk/cash-account";
import { CASH_POLICY, restrictionForCounts, restrictionOn } from "@/domain/risk/cash-restriction";
import { addDays, type LocalDate, localDate } from "@/domain/time/instant";

/** Monday to Friday of an ordinary week, and the week after; trades settle on the next of them. */
const MON = localDate("2026-07-13");
const [TUE, WED, THU] = [addDays(MON, 1), addDays(MON, 2), addDays(MON, 3)];
const LATER = localDate("2026-08-31");

const buy = (day: LocalDate, symbol: string, amount: string, shares = "100"): CashAccountEvent => ({
  kind: "BUY",
  day,
  purchaseId: `${symbol} ${day}`,
  symbol,
  shares: quantity(shares),
  amount: money(amount),
});
const sell = (day: LocalDate, symbol: string, amount: string, shares = "100"): CashAccountEvent => ({
  kind: "SELL",
  day,
  symbol,
  shares: quantity(shares),
  amount: money(amount),
});
const deposit = (day: LocalDate, amount: string): CashAccountEvent => ({
  kind: "DEPOSIT",
  day,
  amount: money(amount),
});

const opening = (settledCash: string, held: string[] = []) => ({
  settledCash: money(settledCash),
  shares: new Map(held.map((symbol) => [symbol, quantity(100)])),
});

/** What was done wrong, in words: "GOOD_FAITH ABC 2026-07-13", with "relieved" where it was made good. */
function wrongs(start: ReturnType<typeof opening>, events: CashAccountEvent[], asOf = LATER): string[] {
  return cashAccountAfter(start, events, asOf).violations.map(
    ({ kind, symbol, day, relievedOn }) => `${kind} ${symbol} ${day}${relievedOn ? " relieved" : ""}`,
  );
}

describe("a good-faith violation", () => {
  it("is a sale before the money that bought it has settled", () => {
    const story = [sell(MON, "XYZ", "10000"), buy(MON, "ABC", "10000")];
    expect(wrongs(opening("0", ["XYZ"]), [...story, sell(MON, "ABC", "10100")])).toEqual([
      `GOOD_FAITH ABC ${MON}`,
    ]);
    expect(wrongs(opening("0", ["XYZ"]), [...story, sell(TUE, "ABC", "10100")])).toEqual([]);
  });

  it("is none where settled cash paid, however often it is turned round", () => {
    expect(wrongs(opening("10000"), [buy(MON, "ABC", "10000"), sell(MON, "ABC", "10500")])).toEqual([]);
    // The second purchase is paid by the first sale, which settles tomorrow.
    const round = [buy(MON, "ABC", "10000"), sell(MON, "ABC", "10500"), buy(MON, "XYZ", "10500")];
    expect(wrongs(opening("10000"), round)).toEqual([]);
    expect(wrongs(opening("10000"), [...round, sell(MON, "XYZ", "10600")])).toEqual([
      `GOOD_FAITH XYZ ${MON}`,
    ]);
  });

  it("is judged for the whole purchase, and once", () => {
    const story = [
      sell(MON, "XYZ", "6000"),
      buy(MON, "ABC", "10000"),
      sell(MON, "ABC", "4000", "40"),
      sell(MON, "ABC", "6000", "60"),
    ];
    expect(wrongs(opening("4000", ["XYZ"]), story)).toEqual([`GOOD_FAITH ABC ${MON}`]);
  });

  it("spares shares that were paid for long ago", () => {
    const story = [sell(MON, "XYZ", "10000"), buy(MON, "ABC", "10000")];
    const start = opening("0", ["XYZ", "ABC"]);
    expect(wrongs(start, [...story, sell(MON, "ABC", "10000", "100")])).toEqual([]);
    expect(wrongs(start, [...story, sell(MON, "ABC", "10100", "101")])).toEqual([`GOOD_FAITH ABC ${MON}`]);
  });
});

describe("free-riding", () => {
  it("is a sale of what nothing else pays for, at once", () => {
    const story = [buy(MON, "ABC", "10000"), sell(TUE, "ABC", "10500")];
    expect(wrongs(opening("0"), story, TUE)).toEqual([`FREE_RIDING ABC ${TUE}`]);
    expect(wrongs(opening("5000"), story)).toEqual([`FREE_RIDING ABC ${TUE}`]);
  });

  it("becomes a good-faith violation if the payment comes within the payment period", () => {
    expect(paymentDueOn(MON)).toBe("2026-07-16");
    const story = [buy(MON, "ABC", "10000"), sell(TUE, "ABC", "10500")];
    const good = [`FREE_RIDING ABC ${TUE} relieved`, `GOOD_FAITH ABC ${TUE}`];
    expect(wrongs(opening("0"), [...story, deposit(THU, "10000")])).toEqual(good);
    expect(wrongs(opening("0"), [...story, deposit(WED, "4000"), deposit(THU, "6000")])).toEqual(good);
    const late = addDays(MON, 4);
    expect(wrongs(opening("0"), [...story, deposit(late, "10000")])).toEqual([`FREE_RIDING ABC ${TUE}`]);
    expect(wrongs(opening("0"), [...story, deposit(THU, "9999.99")])).toEqual([`FREE_RIDING ABC ${TUE}`]);
  });

  it("is not a sale after the deposit, nor after another sale that settles in time", () => {
    const bought = buy(MON, "ABC", "10000");
    expect(wrongs(opening("0"), [bought, deposit(MON, "10000"), sell(TUE, "ABC", "10500")])).toEqual([]);
    const paid = [bought, sell(MON, "XYZ", "10000"), sell(TUE, "ABC", "10500")];
    expect(wrongs(opening("0", ["XYZ"]), paid)).toEqual([]);
  });
});

describe("a cash liquidation", () => {
  it("is another sale whose money comes after the purchase has settled", () => {
    const story = [buy(MON, "ABC", "10000"), sell(TUE, "XYZ", "12000")];
    expect(wrongs(opening("0", ["XYZ"]), story)).toEqual([`CASH_LIQUIDATION ABC ${TUE}`]);
    expect(wrongs(opening("10000", ["XYZ"]), story)).toEqual([]);
    const sameDay = [buy(MON, "ABC", "10000"), sell(MON, "XYZ", "12000")];
    expect(wrongs(opening("0", ["XYZ"]), sameDay)).toEqual([]);
  });

  it("did not happen if a deposit paid on the settlement day after all", () => {
    const story = [buy(MON, "ABC", "10000"), sell(TUE, "XYZ", "12000"), deposit(TUE, "10000")];
    expect(wrongs(opening("0", ["XYZ"]), story)).toEqual([`CASH_LIQUIDATION ABC ${TUE} relieved`]);
  });

  it("of two sales for one purchase is one, for the sum of both", () => {
    const story = [buy(MON, "ABC", "10000"), sell(TUE, "XYZ", "4000"), sell(TUE, "QRS", "9000")];
    const { violations } = cashAccountAfter(opening("0", ["XYZ", "QRS"]), story, LATER);
    expect(violations.map(({ kind, amount }) => `${kind} ${amount.toFixed()}`)).toEqual([
      "CASH_LIQUIDATION 10000",
    ]);
    const start = opening("0", ["XYZ", "QRS"]);
    const made = [`CASH_LIQUIDATION ABC ${TUE}`];
    expect(wrongs(start, [...story, deposit(TUE, "9999.99")])).toEqual(made);
    expect(wrongs(start, [...story, deposit(TUE, "10000")])).toEqual([`${made} relieved`]);
  });
});

describe("the money", () => {
  const symbols = fc.constantFrom("AAA", "BBB", "CCC");
  const amounts = fc.integer({ min: 1, max: 2_000_000 }).map((value) => money((value / 100).toFixed(2)));
  const stories = fc.array(
    fc.tuple(
      fc.constantFrom("BUY", "SELL", "DEPOSIT", "WITHDRAWAL"),
      fc.integer({ min: 0, max: 3 }),
      symbols,
      amounts,
    ),
    { maxLength: 25 },
  );
  const told = (story: [CashAccountEvent["kind"], number, string, Money][]): CashAccountEvent[] => {
    let day = MON;
    return story.map(([kind, later, symbol, amount], n) => {
      day = addDays(day, later);
      const shares = quantity(1 + (n % 5));
      if (kind === "BUY") return { kind, day, purchaseId: `p${n}`, symbol, shares, amount };
      return kind === "SELL" ? { kind, day, symbol, shares, amount } : { kind, day, amount };
    });
  };

  it("is all accounted for: cash and proceeds without what is unpaid make up what came and went", () => {
    fc.assert(
      fc.property(stories, amounts, (story, cash) => {
        const events = told(story as [CashAccountEvent["kind"], number, string, Money][]);
        const start = { settledCash: cash, shares: new Map() };
        const asOf = events.at(-1)?.day ?? MON;
        const found = cashAccountAfter(start, events, asOf);
        const flow = events.map(({ kind, amount }) =>
          kind === "SELL" || kind === "DEPOSIT" ? amount : subtract(ZERO, amount),
        );
        const there = subtract(add(found.settledCash, found.unsettledProceeds), found.unpaid);
        expect(there.eq(add(cash, ...flow))).toBe(true);
      }),
    );
  });

  it("that was settled and enough for everything leaves nothing wrong", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const events = told(story as [CashAccountEvent["kind"], number, string, Money][]);
        const spent = events.filter(({ kind }) => kind === "BUY" || kind === "WITHDRAWAL");
        const start = { settledCash: add(ZERO, ...spent.map(({ amount }) => amount)), shares: new Map() };
        expect(cashAccountAfter(start, events, LATER).violations).toEqual([]);
      }),
    );
  });

  it("is judged the same on a later day, but for what was made good since", () => {
    fc.assert(
      fc.property(stories, amounts, fc.integer({ min: 0, max: 30 }), (story, cash, days) => {
        const events = told(story as [CashAccountEvent["kind"], number, string, Money][]);
        const start = { settledCash: cash, shares: new Map() };
        const asOf = addDays(MON, days);
        const early = cashAccountAfter(start, events, asOf).violations;
        const late = cashAccountAfter(start, events, LATER).violations;
        for (const { kind, purchaseId, day } of early)
          expect(late).toContainEqual(expect.objectContaining({ kind, purchaseId, day }));
      }),
    );
  });
});

describe("the restriction", () => {
  const on = (day: string, relievedOn: string | null = null) => ({
    day: localDate(day),
    relievedOn: relievedOn === null ? null : localDate(relievedOn),
  });
  const good = (day: string) => ({ kind: "GOOD_FAITH" as const, ...on(day) });
  const ride = (day: string, relievedOn: string | null = null) => ({
    kind: "FREE_RIDING" as const,
    ...on(day, relievedOn),
  });

  it("follows free-riding at once, for ninety calendar days after it", () => {
    const rides = [ride("2026-07-14")];
    const expected = {
      mode: "SETTLED_CASH_ONLY",
      because: "FREE_RIDING",
      from: "2026-07-14",
      until: "2026-10-12",
    };
    expect(restrictionOn(localDate("2026-07-13"), rides)).toBeNull();
    expect(restrictionOn(localDate("2026-07-14"), rides)).toEqual(expected);
    expect(restrictionOn(localDate("2026-10-12"), rides)).toEqual(expected);
    expect(restrictionOn(localDate("2026-10-13"), rides)).toBeNull();
  });

  it("ends when the payment came in time", () => {
    const rides = [ride("2026-07-14", "2026-07-16")];
    expect(restrictionOn(localDate("2026-07-15"), rides)).not.toBeNull();
    expect(restrictionOn(localDate("2026-07-16"), rides)).toBeNull();
  });

  it("follows the third good-faith violation in twelve months", () => {
    const three = [good("2026-01-05"), good("2026-03-02"), good("2026-07-14")];
    expect(restrictionOn(localDate("2026-07-14"), three.slice(1))).toBeNull();
    expect(restrictionOn(localDate("2026-07-14"), three)?.because).toBe("GOOD_FAITH");
    expect(restrictionOn(localDate("2026-07-13"), three)).toBeNull();
    const spread = [good("2025-07-14"), good("2026-03-02"), good("2026-07-14")];
    expect(restrictionOn(localDate("2026-07-14"), spread)).toBeNull();
  });

  it("counts each kind by itself", () => {
    const counts = { GOOD_FAITH: 2, FREE_RIDING: 0, CASH_LIQUIDATION: 2 };
    expect(restrictionForCounts(counts)).toBeNull();
    expect(restrictionForCounts({ ...counts, CASH_LIQUIDATION: 3 })?.days).toBe(CASH_POLICY.restrictedDays);
  });
});
