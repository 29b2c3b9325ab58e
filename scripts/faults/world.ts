import { DECLARATION_VERSION } from "@/domain/market-data/subscriber";
import { instantAt, localDate, plus, toIso } from "@/domain/time/instant";
import { submittedApplication } from "@/prisma/factories/applications";
import { createActor } from "@/prisma/factories/users";
import { FIRST_DAY, FIRST_PRICES, PEOPLE, SYMBOLS } from "@/scripts/faults/draw-plan";
import { worldEnv } from "@/scripts/faults/portal";
import { asPerson, type Installation, install } from "@/server/compose";
import type { Actor } from "@/server/platform/actor";
import { openDb } from "@/server/platform/db";

/** Dollars that everybody deposits: some for shares, and what is left is scarce. */
const DEPOSIT = "6000.00";
const SHARES: Readonly<Record<(typeof SYMBOLS)[number], number>> = { F: 120, T: 60, HPQ: 50 };
const FIRST_DEPOSIT_DAY = localDate("2026-06-23");
const PURCHASE_DAY = localDate("2026-06-26");

export const ADMIN = "admin@faults.example";
const REVIEWER = "reviewer@faults.example";
export const emailOf = (who: number): string => `person${who}@faults.example`;
/** The simulated bank has no money on account numbers that end in 0001. */
const bankNumberOf = (who: number, isReturned: boolean): string =>
  `88${who}000${isReturned ? "0001" : "7777"}`;

type Person = { actor: Actor; accountId: string; bankLinkId: string };

async function openAccounts({ deps, pump }: Installation): Promise<Person[]> {
  const now = deps.clock.now();
  const reviewer = await createActor(deps.db, { email: REVIEWER, role: "REVIEWER" }, now);
  const people: Person[] = [];
  for (let who = 0; who < PEOPLE; who++) {
    const displayName = `Person ${["Alba", "Bruno", "Clara", "Dario", "Elena"][who] ?? who}`;
    const actor = await createActor(deps.db, { email: emailOf(who), displayName }, now);
    const [firstName = "", lastName = ""] = displayName.split(" ");
    const ssn = `2190967${String(80 + who)}`;
    const applicationId = await submittedApplication(deps, actor, { firstName, lastName, ssn });
    await asPerson(deps, reviewer).review.decide({
      applicationId,
      decision: "approve",
      reason: "All checks clear; identity and address agree.",
    });
    people.push({ actor, accountId: "", bankLinkId: "" });
  }
  await pump.run(200);
  for (const person of people) {
    const [account] = await asPerson(deps, person.actor).accounts.mine();
    if (!account) throw new Error("an approved person has an account");
    person.accountId = account.id;
  }
  return people;
}

async function linkBanks({ deps, pump }: Installation, people: readonly Person[]): Promise<void> {
  for (const [who, person] of people.entries())
    for (const isReturned of [true, false]) {
      const { id } = await asPerson(deps, person.actor).funding.linkBank({
        accountId: person.accountId,
        bankName: "First National",
        routingNumber: "021000021",
        accountNumber: bankNumberOf(who, isReturned),
        kind: "CHECKING",
      });
      person.bankLinkId = id;
    }
  await pump.run(200);
}

/** The accounts of programs: no pause between orders, no question about twins. */
async function liftLimits({ deps }: Installation, admin: Actor, people: readonly Person[]): Promise<void> {
  const second = await createActor(
    deps.db,
    { email: "second@faults.example", role: "ADMIN" },
    deps.clock.now(),
  );
  for (const { accountId } of people) {
    const { approvalId } = await asPerson(deps, admin).risk.proposeLimits({
      accountId,
      maxShares: "50000",
      maxValue: "1000000.00",
      maxOpenOrders: 1_000,
      ordersPerSecond: 10_000,
      limitCollar: "0.10",
      duplicateSeconds: 0,
      haltPolicy: "QUEUE",
      marginRegime: null,
      reason: "A program of this customer sends orders without a pause.",
    });
    await asPerson(deps, second).approvals.decide({
      approvalId,
      answer: "approve",
      reason: "The program is known.",
    });
  }
}

async function scriptMarket(databaseUrl: string): Promise<void> {
  const rows = SYMBOLS.map((symbol) => ({
    symbol,
    row: {
      kind: "QUOTE",
      symbol,
      from: toIso(instantAt(FIRST_DEPOSIT_DAY, "04:00")),
      bid: ((FIRST_PRICES[symbol] - 1) / 100).toFixed(2),
      ask: ((FIRST_PRICES[symbol] + 1) / 100).toFixed(2),
      bidSize: 10_000,
      askSize: 10_000,
      others: "ONE_TICK_WORSE",
    },
  }));
  await openDb(databaseUrl, "street").marketScript.createMany({ data: rows });
}

async function buyShares({ deps, pump }: Installation, people: readonly Person[]): Promise<void> {
  for (const { actor, accountId } of people)
    for (const symbol of SYMBOLS)
      await asPerson(deps, actor).orders.place({
        accountId,
        clientOrderId: `first-${symbol}`,
        symbol,
        side: "BUY",
        type: "MARKET",
        timeInForce: "DAY",
        quantity: String(SHARES[symbol]),
      });
  await pump.run(200);
}

async function takeLevelTwo({ deps }: Installation, people: readonly Person[]): Promise<void> {
  const none = { registered: false, adviser: false, institution: false, business: false, others: false };
  for (const [who, { actor, accountId }] of people.entries()) {
    const customer = asPerson(deps, actor);
    const { prices } = await customer.marketData.declare({ version: DECLARATION_VERSION, answers: none });
    const monthlyPrice = prices.LEVEL_II.NON_PROFESSIONAL;
    if (who % 2 === 0) await customer.marketData.choose({ accountId, plan: "LEVEL_II", monthlyPrice });
  }
}

/**
 * Lives the days before the plans: five people whose accounts the clearing firm has opened, each with shares, little
 * cash, one bank account that pays and one that does not. Done once for many plans, which begin on copies of it at the
 * open of FIRST_DAY with a standing clock. On a migrated, empty database.
 */
export async function makeWorld(databaseUrl: string): Promise<void> {
  const start = toIso(instantAt(FIRST_DEPOSIT_DAY, "09:30"));
  const world = await install(worldEnv(databaseUrl, { EXCHANGE_CLOCK_START: start }), "in-process");
  const { deps, pump } = world;
  try {
    await deps.controls.setRate(0);
    await scriptMarket(databaseUrl);
    const admin = await createActor(deps.db, { email: ADMIN, role: "ADMIN" }, deps.clock.now());
    const people = await openAccounts(world);
    await liftLimits(world, admin, people);
    await linkBanks(world, people);
    for (const { actor, accountId, bankLinkId } of people) {
      const deposit = { accountId, bankLinkId, clientTransferId: "first", amount: DEPOSIT };
      await asPerson(deps, actor).funding.deposit(deposit);
    }
    await pump.run(200);
    await deps.controls.advanceTo(instantAt(PURCHASE_DAY, "09:30"));
    await pump.run(200);
    await deps.controls.advanceTo(plus(instantAt(PURCHASE_DAY, "09:30"), 60_000));
    await takeLevelTwo(world, people);
    await buyShares(world, people);
    await deps.controls.advanceTo(instantAt(FIRST_DAY, "09:30"));
    await pump.run(200);
  } finally {
    await world.close();
  }
}
