import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money, type Quantity, quantity } from "@/domain/money/money";
import { type LotEvent, lotsOfHistory } from "@/domain/tax/lot-history";
import { storedMark, taxedStory, type TaxMark, taxMarkFrom } from "@/domain/tax/tax-mark";
import { addDays, type LocalDate, localDate } from "@/domain/time/instant";

const START = localDate("2026-01-05");

type Given = {
  kind: "BUY" | "SELL" | "SPLIT";
  shares: number;
  price: number;
  /** Days after the one before. */
  after: number;
  method: "LOWEST_TAX" | "AVERAGE" | "HIFO" | null;
};

/** A story in which nothing is sold that is not there: two orders a day at most, splits before the day's trades. */
function storyOf(given: readonly Given[]): LotEvent[] {
  const events: LotEvent[] = [];
  let day = START;
  let held = quantity("0");
  given.forEach(({ kind, shares, price, after, method }, n) => {
    day = addDays(day, kind === "SPLIT" ? Math.max(1, after) : after);
    if (kind === "SPLIT") {
      if (held.isZero()) return;
      events.push({
        kind: "ACTION",
        source: `s${n}`,
        symbol: "F",
        newSymbol: null,
        terms: { type: "SPLIT", value: "2", per: "1", exDate: day },
        held,
        kept: held.times(2) as Quantity,
        cash: money("0"),
      });
      held = held.times(2) as Quantity;
      return;
    }
    const many = kind === "SELL" ? Math.min(shares, held.toNumber()) : shares;
    if (many === 0) return;
    held = held.plus(kind === "BUY" ? many : -many) as Quantity;
    events.push({
      kind: "TRADE",
      source: `x${n}`,
      lotId: `x${n}`,
      symbol: "F",
      orderId: `o${Math.floor(n / 2)}`,
      choice: kind === "SELL" && method ? { method } : null,
      change: {
        side: kind,
        shares: quantity(String(many)),
        net: money((many * price).toFixed(2)),
        tradeDate: day,
      },
    });
  });
  return events;
}

const dayOf = (event: LotEvent): LocalDate =>
  event.kind === "ACTION" ? event.terms.exDate : event.change.tradeDate;
const said = (lots: readonly { id: string }[] | undefined) => JSON.stringify(lots);

describe("a mark of how lots stood as taxes see them", () => {
  it("goes on exactly as the whole story does, from every day and through its texts", () => {
    const one = fc.record({
      kind: fc.constantFrom(
        "BUY" as const,
        "BUY" as const,
        "SELL" as const,
        "SELL" as const,
        "SPLIT" as const,
      ),
      shares: fc.integer({ min: 1, max: 60 }),
      price: fc.integer({ min: 5, max: 40 }),
      after: fc.integer({ min: 0, max: 25 }),
      method: fc.constantFrom(
        "LOWEST_TAX" as const,
        "LOWEST_TAX" as const,
        "AVERAGE" as const,
        "HIFO" as const,
        null,
      ),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 2, maxLength: 25 }), (given) => {
        const events = storyOf(given);
        const whole = lotsOfHistory(events).taxed;
        let mark: TaxMark | null = null;
        for (const day of new Set(events.map(dayOf))) {
          const since = mark?.day;
          // As the books ask: what happened since the mark, up to and with that day.
          const read = events.filter((event) => dayOf(event) <= day && (!since || dayOf(event) > since));
          const { taxed, mark: next } = taxedStory(mark, read, day);
          for (const [source, lots] of taxed)
            expect([source, said(lots)]).toEqual([source, said(whole.get(source))]);
          const asked = events.filter((event) => dayOf(event) === day && whole.has(event.source));
          for (const { source } of asked) expect(taxed.has(source)).toBe(true);
          if (next) mark = taxMarkFrom(next.day, JSON.parse(JSON.stringify(storedMark(next))));
        }
      }),
    );
  });

  it("has what is open and what a purchase may still replace, however long the story was", () => {
    const years: Given[] = Array.from({ length: 200 }, (_, n) => ({
      kind: n % 2 === 0 ? "BUY" : "SELL",
      shares: 10,
      price: n % 2 === 0 ? 20 : 15,
      after: 3,
      method: "LOWEST_TAX",
    }));
    const short = storyOf(years.slice(0, 40));
    const long = storyOf(years);
    const sizeOf = (events: readonly LotEvent[]) => {
      const { mark } = taxedStory(null, events, addDays(dayOf(events.at(-1) as LotEvent), 1));
      return JSON.stringify(mark && storedMark(mark)).length;
    };
    expect(sizeOf(long)).toBeLessThan(sizeOf(short) * 1.1);
    expect(taxedStory(null, [], START).mark).toBeNull();
  });
});
