import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money, ZERO } from "@/domain/money/money";
import {
  callDueOn,
  type CallFacts,
  callsAtClose,
  maintenanceDeficit,
  type OpenCall,
  takenByRegT,
} from "@/domain/risk/margin-calls";
import { localDate } from "@/domain/time/instant";

const DAY = localDate("2026-07-15");
const dollars = (value: number | string) => money(value);
const facts = (
  more: Partial<Omit<CallFacts, "figures">> & { excess?: number; short?: number } = {},
): CallFacts => ({
  figures: {
    maintenanceExcess: dollars(more.excess ?? 0),
    minimumEquityDeficit: dollars(more.short ?? 0),
  },
  sma: more.sma ?? ZERO,
  credits: more.credits ?? ZERO,
  intradayDeficit: more.intradayDeficit ?? ZERO,
  day: more.day ?? DAY,
});
const call = (kind: OpenCall["kind"], amount: number, more: Partial<OpenCall> = {}): OpenCall => ({
  id: `${kind} ${amount}`,
  kind,
  amount: dollars(amount),
  covered: ZERO,
  dueOn: localDate("2026-07-20"),
  ...more,
});

describe("when a call is due", () => {
  it.each([
    ["REG_T", "2026-07-15", "2026-07-20"], // T+1, and two business days
    ["MAINTENANCE", "2026-07-17", "2026-07-22"],
    ["REG_T", "2026-11-24", "2026-11-30"], // Thanksgiving between
    ["REG_T", "2004-10-04", "2004-10-12"], // T+3 then, and Columbus Day settles nothing
    ["INTRADAY", "2026-07-15", "2026-07-22"], // the fifth trading day
  ] as const)("%s of %s on %s", (kind, day, due) => {
    expect(callDueOn(kind, localDate(day))).toBe(due);
  });
});

describe("calls at a close", () => {
  it("makes a Regulation T call of a memorandum account below zero, but none of $1,000 or less", () => {
    const sma = (value: number) => callsAtClose([], facts({ sma: dollars(value) })).issued;
    expect(sma(-1000)).toEqual([]);
    expect(sma(-1000.01).map(({ kind, amount }) => [kind, amount.toFixed()])).toEqual([["REG_T", "1000.01"]]);
  });

  it("asks maintenance for what is missing, or for the minimum equity if that is more", () => {
    expect(maintenanceDeficit(facts({ excess: -300, short: 500 }).figures).toFixed()).toBe("500");
    const more = callsAtClose([call("MAINTENANCE", 300)], facts({ excess: -500 }));
    expect(more.issued.map(({ amount }) => amount.toFixed())).toEqual(["200"]);
    expect(more.met).toEqual([]);
  });

  it("meets maintenance calls by the market, the oldest first", () => {
    const calls = [call("MAINTENANCE", 300), call("MAINTENANCE", 200)];
    expect(callsAtClose(calls, facts({ excess: -200 })).met).toEqual(["MAINTENANCE 300"]);
    expect(callsAtClose(calls, facts({ excess: 0 })).met).toEqual(["MAINTENANCE 300", "MAINTENANCE 200"]);
  });

  it("meets Regulation T calls by what comes in, never by the market", () => {
    const calls = [call("REG_T", 2500)];
    expect(callsAtClose(calls, facts({ excess: 1_000_000, sma: dollars(5000) })).met).toEqual([]);
    const part = callsAtClose(calls, facts({ credits: dollars(1000) }));
    expect(part.covered.get("REG_T 2500")?.toFixed()).toBe("1000");
    const rest = [call("REG_T", 2500, { covered: dollars(1000) })];
    expect(callsAtClose(rest, facts({ credits: dollars(1500) })).met).toEqual(["REG_T 2500"]);
    expect(takenByRegT(rest, dollars(2000)).toFixed()).toBe("1500");
  });

  it("makes an intraday deficit a call unless the close covers it, and meets it once one does", () => {
    const deficit = { intradayDeficit: dollars(800) };
    expect(callsAtClose([], facts({ ...deficit, excess: 800 })).issued).toEqual([]);
    expect(callsAtClose([], facts({ ...deficit, excess: 799 })).issued).toHaveLength(1);
    expect(callsAtClose([call("INTRADAY", 800)], facts({ excess: 799 })).met).toEqual([]);
    expect(callsAtClose([call("INTRADAY", 800)], facts({ excess: 800 })).met).toEqual(["INTRADAY 800"]);
  });

  it("lets expire what is not met at the close of its day, and no earlier", () => {
    const calls = [call("REG_T", 2500)];
    const on = (day: string) => callsAtClose(calls, facts({ day: localDate(day) })).expired;
    expect([on("2026-07-17"), on("2026-07-20"), on("2026-07-21")]).toEqual([
      [],
      ["REG_T 2500"],
      ["REG_T 2500"],
    ]);
  });

  it("never both meets and lets expire, and asks for no more maintenance than is missing", () => {
    const amounts = fc.integer({ min: 1, max: 5_000 });
    const kinds = fc.constantFrom("REG_T" as const, "MAINTENANCE" as const, "INTRADAY" as const);
    const calls = fc.array(fc.tuple(kinds, amounts), { maxLength: 6 });
    fc.assert(
      fc.property(calls, fc.integer({ min: -9_000, max: 9_000 }), amounts, (list, excess, credit) => {
        const open = list.map(([kind, amount], index) => call(kind, amount, { id: String(index) }));
        const outcome = callsAtClose(
          open,
          facts({ excess, credits: dollars(credit), day: localDate("2026-07-20") }),
        );
        expect(outcome.met.filter((id) => outcome.expired.includes(id))).toEqual([]);
        expect(outcome.met.length + outcome.expired.length).toBe(open.length);
        const asked = open
          .filter(({ kind, id }) => kind === "MAINTENANCE" && !outcome.met.includes(id))
          .reduce((sum, { amount }) => sum + amount.toNumber(), 0);
        const issued = outcome.issued.find(({ kind }) => kind === "MAINTENANCE")?.amount.toNumber() ?? 0;
        if (issued > 0) expect(asked + issued).toBe(-excess);
      }),
    );
  });
});
