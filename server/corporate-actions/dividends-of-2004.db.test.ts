import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { buildStatement } from "@/domain/statements/statement";
import { settlementCalendar } from "@/domain/time/calendar";
import { addDays, instantAt, localDate } from "@/domain/time/instant";
import { breaksOf, type Holder, holder } from "@/server/corporate-actions/testing/holders";
import { replayFolder } from "@/server/corporate-actions/testing/replay-folder";
import { statementFacts } from "@/server/documents/statement-books";
import { steeredWorld, type SteeredWorld } from "@/server/orders/testing/steered-world";
import { verify } from "@/scripts/verify/verify";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const folder = replayFolder();
/** The autumn has a dividend of each stock and a split between; WHOLE_2004=1 lives through all of the year. */
const FIRST = localDate(process.env.WHOLE_2004 ? "2004-01-05" : "2004-08-26");
const LAST = localDate(process.env.WHOLE_2004 ? "2005-01-03" : "2004-10-04");
const SHARES: Readonly<Record<string, number>> = { AIG: 100, BAC: 50, IWM: 30, SPY: 40 };

type Paid = { paidOn: string; gross: string; withheld: string };

/** What the year's file of actions comes to, reckoned here in cents and by hand: shares by ex-date, times the amount. */
function expected(rate: number): Paid[] {
  const rows = readFileSync(join(folder ?? "", "actions.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  const held = { ...SHARES };
  const paid: Paid[] = [];
  for (const row of rows) {
    const [exDate = "", symbol = "", type = "", value = ""] = row.trim().split(",");
    if (exDate <= FIRST || exDate > LAST || !(symbol in held)) continue;
    if (type === "split") held[symbol] = (held[symbol] ?? 0) * Number(value);
    else {
      const cents = Math.round(((held[symbol] ?? 0) * Math.round(Number(value) * 10_000)) / 100);
      const paidOn = settlementCalendar.addSettlementDays(localDate(exDate), 10);
      const withheld = Math.round(cents * rate) / 100;
      if (paidOn <= LAST)
        paid.push({ paidOn, gross: (cents / 100).toFixed(2), withheld: withheld.toFixed(2) });
    }
  }
  return paid;
}

describe.skipIf(!folder)("the real dividends of 2004", () => {
  let world: SteeredWorld;
  let american: Holder;
  let german: Holder;

  beforeAll(async () => {
    world = await steeredWorld(instantAt(FIRST, "10:00"), { MARKET_DATA: `replay:${folder}` });
    american = await holder(world, "50000.00", FIRST);
    german = await holder(world, "50000.00", FIRST, "DE");
    for (const who of [american, german])
      for (const [symbol, shares] of Object.entries(SHARES))
        await who.place({ symbol, type: "MARKET", quantity: String(shares) });
    // The portal takes in a day's end at a time: a year is more than it is given at once.
    for (let day = addDays(FIRST, 60); day < LAST; day = addDays(day, 60))
      await world.to(instantAt(day, "10:00"));
    await world.to(instantAt(LAST, "10:00"));
  });

  const paidTo = async (who: Holder): Promise<Paid[]> => {
    const rows = await world.deps.db.entitlement.findMany({
      where: { accountId: who.accountId, paidOn: { not: null }, quantityAfter: null },
      orderBy: [{ action: { exDate: "asc" } }, { action: { symbol: "asc" } }],
    });
    return rows.map((row) => ({
      paidOn: row.paidOn?.toISOString().slice(0, 10) ?? "",
      gross: row.gross.toFixed(2),
      withheld: row.withheld.toFixed(2),
    }));
  };

  it("are paid to the cent ten business days after each ex-date, less what a treaty lets us withhold", async () => {
    expect(expected(0).length).toBeGreaterThanOrEqual(3);
    expect(await paidTo(american)).toEqual(expected(0));
    expect(await paidTo(german)).toEqual(expected(0.15));
  });

  it("leave both books equal, and every invariant whole", async () => {
    for (const who of [american, german]) expect(await who.positions()).toEqual(await who.firmPositions());
    expect((await american.positions()).find((text) => text.startsWith("BAC"))).toBe("BAC 100 0");
    expect(await breaksOf(world)).toEqual([]);
    expect((await verify(world.database.url)).violations).toEqual([]);
  });

  it("stand on the statements as income, with the tax withheld beside it", async () => {
    const facts = await statementFacts(world.deps.db, world.deps.market, "2004-09", [german.accountId]);
    const september = facts.get(german.accountId);
    if (!september) throw new Error("there is a statement");
    const { income, summary } = buildStatement(september);
    const ofMonth = expected(0.15).filter(({ paidOn }) => paidOn.startsWith("2004-09"));
    const sum = (name: "gross" | "withheld") =>
      ofMonth.reduce((total, one) => total + Number(one[name]), 0).toFixed(2);
    expect([summary.income, summary.withheld]).toEqual([sum("gross"), sum("withheld")]);
    expect(income.lines.map(({ paidOn, symbol }) => [paidOn, symbol])).toEqual([
      ["2004-09-16", "AIG"],
      ["2004-09-16", "BAC"],
    ]);
  });
});
