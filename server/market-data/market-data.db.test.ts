import { beforeAll, expect, it, vi } from "vitest";
import { choosePlanInput } from "@/domain/market-data/plans";
import { DECLARATION_VERSION, declareInput } from "@/domain/market-data/subscriber";
import { instantAt, localDate, localDateOf, toColumn } from "@/domain/time/instant";
import { cashOf } from "@/server/ledger";
import { chargeFees } from "@/server/market-data/charge-fees";
import { choosePlan } from "@/server/market-data/choose-plan";
import { declareSubscriber } from "@/server/market-data/declare-subscriber";
import { myMarketData, requireLevelTwo } from "@/server/market-data/queries";
import { steeredWorld, type SteeredWorld } from "@/server/orders/testing/steered-world";
import type { Actor } from "@/server/platform/actor";

// These live through days of a whole installation.
vi.setConfig({ testTimeout: 120_000 });

const LAST_OF_JUNE = localDate("2026-06-30");
const ORIGIN = { ip: "192.0.2.7", userAgent: "test" };
let world: SteeredWorld;
type Person = { actor: Actor; accountId: string };

/** A customer whose account and cash the clearing firm knows as well as we do. */
async function person(cash: string): Promise<Person> {
  const { actor, accountId } = await world.customer(cash);
  const { number } = await world.deps.db.account.findUniqueOrThrow({ where: { id: accountId } });
  const { street } = world.database;
  const openedOn = toColumn(localDateOf(await world.deps.clock.exchangeNow()));
  await street.firmAccount.create({
    data: {
      number: number ?? "",
      reference: accountId,
      title: "Test Customer",
      commissionClass: "STANDARD",
      status: "OPEN",
      openedOn,
    },
  });
  await street.firmBalance.create({
    data: { accountNumber: number ?? "", asset: "USD", tradeDateQty: cash, settledQty: cash },
  });
  return { actor, accountId };
}

const declare = ({ actor }: Person, isAdviser = false) =>
  declareSubscriber(
    world.deps,
    actor,
    ORIGIN,
    declareInput.parse({
      version: DECLARATION_VERSION,
      answers: { registered: false, adviser: isAdviser, institution: false, business: false, others: false },
    }),
  );
const choose = ({ actor, accountId }: Person, plan: string, monthlyPrice: string, paysFrom = accountId) =>
  choosePlan(world.deps, actor, choosePlanInput.parse({ accountId: paysFrom, plan, monthlyPrice }));
const look = ({ actor }: Person) => requireLevelTwo(world.deps, actor.userId);
const mine = ({ actor }: Person) => myMarketData(world.deps, actor);

beforeAll(async () => {
  world = await steeredWorld(instantAt(LAST_OF_JUNE, "15:50"));
}, 120_000);

it("keeps what a person declared, with version, time and address, and prices by it", async () => {
  const who = await person("1000.00");
  await expect(choose(who, "LEVEL_II", "19.00")).rejects.toMatchObject({ code: "VALIDATION" });
  expect((await declare(who)).kind).toBe("NON_PROFESSIONAL");
  expect((await declare(who, true)).kind).toBe("PROFESSIONAL");
  const kept = await world.deps.db.marketDataDeclaration.findMany({ where: { userId: who.actor.userId } });
  expect(kept.map(({ version, ip }) => [version, ip])).toEqual([
    [DECLARATION_VERSION, ORIGIN.ip],
    [DECLARATION_VERSION, ORIGIN.ip],
  ]);
  const audits = await world.deps.db.auditEvent.count({
    where: { subjectId: who.actor.userId, action: "market_data.declared" },
  });
  expect(audits).toBe(2);
  await expect(choose(who, "LEVEL_II", "19.00")).rejects.toMatchObject({ code: "CONFLICT" });
  expect((await choose(who, "LEVEL_II", "129.00")).plan).toBe("LEVEL_II");
  await expect(
    world.deps.db.marketDataDeclaration.deleteMany({ where: { userId: who.actor.userId } }),
  ).rejects.toThrow();
  expect(await world.deps.db.marketDataDeclaration.count({ where: { userId: who.actor.userId } })).toBe(2);
});

it("is paid from one's own open account only", async () => {
  const [who, other] = [await person("1000.00"), await person("1000.00")];
  await declare(who);
  await expect(choose(who, "LEVEL_II", "19.00", other.accountId)).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(look(who)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("charges each month once at its end, in both firms' books, and ends what is not paid or given up", async () => {
  const [payer, poor, leaver] = [await person("1000.00"), await person("10.00"), await person("1000.00")];
  for (const who of [payer, poor, leaver]) {
    await declare(who);
    await choose(who, "LEVEL_II", "19.00");
    await look(who);
  }
  expect((await choose(leaver, "BASIC", "0.00")).nextPlan).toBe("BASIC");
  await look(leaver);
  expect(await chargeFees(world.deps)).toBe(0);

  await world.to(instantAt(localDate("2026-07-01"), "09:31"));
  await Promise.all(Array.from({ length: 5 }, () => chargeFees(world.deps)));
  await world.settle();
  for (const who of [payer, leaver]) {
    const fee = { month: "2026-06", plan: "LEVEL_II", amount: "19.00", status: "POSTED" };
    expect((await mine(who)).fees).toEqual([fee]);
    const cash = await cashOf(world.deps.db, who.accountId);
    expect([cash.total.toFixed(2), cash.reserved.toFixed(2)]).toEqual(["981.00", "0.00"]);
  }
  await look(payer);
  await expect(look(leaver)).rejects.toMatchObject({ code: "FORBIDDEN" });

  const lapsed = await mine(poor);
  expect([lapsed.plan, lapsed.fees.map(({ status }) => status)]).toEqual(["BASIC", ["UNPAID"]]);
  expect(lapsed.lapseReason).toContain("did not have the Level II fee of 2026-06, $19.00");
  await expect(look(poor)).rejects.toMatchObject({ code: "FORBIDDEN" });
  const mails = await world.deps.db.mailMessage.findMany({ where: { recipient: poor.actor.email } });
  expect(mails.map(({ subject }) => subject)).toEqual(["Your Level II plan has ended"]);
  expect((await cashOf(world.deps.db, poor.accountId)).total.toFixed(2)).toBe("10.00");

  await world.to(instantAt(localDate("2026-07-02"), "09:31"));
  expect((await mine(payer)).fees).toHaveLength(1);
  const day = toColumn(localDate("2026-07-01"));
  const imported = await world.deps.db.eodImport.findUnique({ where: { businessDate: day } });
  expect(imported?.status).toBe("IMPORTED");
  const moved = await world.deps.db.eodMovement.findMany({ where: { accountId: payer.accountId } });
  expect(moved.map(({ kind, net }) => [kind, net.toFixed(2)])).toEqual([["FEE", "-19.00"]]);
  const ids = [payer, poor, leaver].map(({ accountId }) => accountId);
  const breaks = await world.deps.db.reconciliationBreak.findMany({ where: { accountId: { in: ids } } });
  expect(breaks).toEqual([]);
  const revenue = await world.deps.db.ledgerEntry.findMany({
    where: { ledgerAccount: "MARKET_DATA_FEES", journal: { accountId: { in: ids } } },
  });
  expect(revenue.map(({ amount }) => amount.toFixed(2))).toEqual(["19.00", "19.00"]);
});

it("ends the plan when the clearing firm refuses the fee, and gives the held cash back", async () => {
  const { actor, accountId } = await world.customer("1000.00");
  const unknownToFirm = { actor, accountId };
  await declare(unknownToFirm);
  await choose(unknownToFirm, "LEVEL_II", "19.00");
  await world.deps.db.marketDataSubscription.update({
    where: { userId: actor.userId },
    data: { chargedThrough: "2026-05" },
  });
  await world.settle();
  const view = await mine(unknownToFirm);
  expect([view.plan, view.fees.map(({ status }) => status)]).toEqual(["BASIC", ["REFUSED"]]);
  expect(view.lapseReason).toContain("There is no open account with this number.");
  const cash = await cashOf(world.deps.db, accountId);
  expect([cash.total.toFixed(2), cash.reserved.toFixed(2)]).toEqual(["1000.00", "0.00"]);
});
