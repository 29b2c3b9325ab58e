import { beforeAll, describe, expect, it, vi } from "vitest";
import { announceActionInput } from "@/domain/corporate-actions/announce-input";
import { instantAt, localDate } from "@/domain/time/instant";
import { createActor } from "@/prisma/factories/users";
import { asPerson } from "@/server/compose";
import { breaksOf, type Holder, holder } from "@/server/corporate-actions/testing/holders";
import { at, DAY, steeredWorld, type SteeredWorld } from "@/server/orders/testing/steered-world";
import { verify } from "@/scripts/verify/verify";

vi.setConfig({ testTimeout: 60_000 });

const EX_DATE = localDate("2026-06-02");
const split = { symbol: "AAPL", type: "SPLIT" as const, exDate: EX_DATE as string, value: "4" };

let world: SteeredWorld;
let who: Holder;
let desk: ReturnType<typeof asPerson>;

const portfolio = () => asPerson(world.deps, who.actor).portfolio.get({ accountId: who.accountId });

beforeAll(async () => {
  world = await steeredWorld(at("15:00"));
  who = await holder(world, "100000.00", DAY);
  const now = world.deps.clock.now();
  desk = asPerson(
    world.deps,
    await createActor(world.deps.db, { email: "desk@example.com", role: "ADMIN" }, now),
  );
  await who.place({ symbol: "AAPL", type: "MARKET", quantity: "100" });
});

describe("the desk", () => {
  it("announces an action before its ex-date, once; else it hears why not", async () => {
    await desk.corporateActions.announce(split);
    await world.settle();
    const { coming } = await desk.corporateActions.list();
    const mine = coming.find(({ symbol }) => symbol === "AAPL");
    expect([mine?.words, mine?.status, mine?.exDate, mine?.accounts]).toEqual([
      "Split 4 for 1",
      "ANNOUNCED",
      EX_DATE,
      1,
    ]);
    const told = async (more: object) =>
      desk.corporateActions.announce({ ...split, ...more }).then(
        () => "taken",
        (error: Error) => error.message,
      );
    expect(await told({})).toBe("This action has been announced already.");
    expect(await told({ exDate: DAY })).toBe(
      "An action is announced before its ex-date, and that day has begun already.",
    );
    expect(await told({ exDate: "2026-06-06" })).toBe(
      "The exchange is closed on 2026-06-06: an ex-date is a trading day.",
    );
    expect(await told({ symbol: "ZZZZ" })).toBe("ZZZZ is not listed here.");
    const renamed = { type: "SYMBOL_CHANGE" as const, value: "1", newSymbol: "ZZZZ" };
    expect(await told(renamed)).toBe("The market has no prices of ZZZZ: nobody could value it.");
    await expect(
      asPerson(world.deps, who.actor).corporateActions.announce({ ...split, symbol: "F" }),
    ).rejects.toThrow();
    const audited = await world.deps.db.auditEvent.count({ where: { action: "corporate_action.announced" } });
    expect(audited).toBe(1);
  });

  it("moves prices with the split, so that nobody is richer or poorer", async () => {
    const limit = { symbol: "AAPL", type: "LIMIT", side: "SELL", timeInForce: "GTC", quantity: "100" };
    const quote = world.deps.market.nbbo("AAPL", at("15:30"));
    const asked = Math.ceil(((quote?.ask?.price ?? 0) / 10_000) * 1.08);
    await world.to(at("15:30"));
    const sale = await who.place({ ...limit, limitPrice: `${asked}.00` });
    const before = await portfolio();
    await world.to(instantAt(EX_DATE, "09:35"));
    expect(await who.positions()).toEqual(["AAPL 0 400"]);
    const after = await portfolio();
    expect(Math.abs(Number(after.equity) / Number(before.equity) - 1)).toBeLessThan(0.1);
    expect(Math.abs(Number(after.dayChangeRatio))).toBeLessThan(0.1);
    const adjusted = await who.see(sale);
    expect([adjusted.quantity, Number(adjusted.limitPrice)]).toEqual(["400", asked / 4]);
    await world.to(instantAt(EX_DATE, "15:59:59"));
    await world.to(instantAt(localDate("2026-06-03"), "09:31"));
    expect(await breaksOf(world)).toEqual([]);
    expect((await verify(world.database.url)).violations).toEqual([]);
    const { applied } = await desk.corporateActions.list();
    expect(applied.map(({ symbol, status, accounts }) => [symbol, status, accounts])).toContainEqual([
      "AAPL",
      "PAID",
      1,
    ]);
  });

  it("is shown to the customer as what it is", async () => {
    const api = asPerson(world.deps, who.actor);
    const { items } = await api.activity.list({ accountId: who.accountId, kinds: ["ACTION"] });
    expect(items.map(({ title, symbol, quantity, amount }) => [title, symbol, quantity, amount])).toEqual([
      ["Split 4 for 1: AAPL", "AAPL", "300", null],
    ]);
  });
});

describe("an announcement's form", () => {
  const problem = (more: object) => {
    const parsed = announceActionInput.safeParse({ ...split, ...more });
    return parsed.success ? null : parsed.error.issues[0]?.message;
  };
  it("makes sense, or is refused with a sentence", () => {
    expect(problem({})).toBeNull();
    expect(problem({ value: "0" })).toContain("above zero");
    expect(problem({ value: "1", per: "2" })).toContain("more new shares");
    expect(problem({ type: "REVERSE_SPLIT" })).toContain("fewer new shares");
    expect(problem({ type: "SYMBOL_CHANGE" })).toContain("new symbol");
    expect(problem({ newSymbol: "F" })).toContain("new symbol");
    expect(problem({ payDate: DAY })).toContain("before the ex-date");
    expect(problem({ exDate: "2026-13-01" })).toContain("must be a day of the calendar");
  });
});
