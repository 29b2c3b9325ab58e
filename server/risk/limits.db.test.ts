import { describe, expect, it } from "vitest";
import { type SetLimitsInput, setLimitsInput } from "@/domain/risk/inputs";
import { STANDARD_LIMITS } from "@/domain/risk/limits";
import { addDays, localDate } from "@/domain/time/instant";
import { createActor } from "@/prisma/factories/users";
import { Prisma } from "@/server/platform/db";
import { newId } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { customerWith, testDeps } from "@/server/platform/testing/deps";
import { type LimitsRow, limitsSql } from "@/server/risk/limits-sql";
import { liftRestriction } from "@/server/risk/lift-restriction";
import { accountRisk, limitsOf, listRestrictions, symbolRestrictionOf } from "@/server/risk/queries";
import { restrictSymbol } from "@/server/risk/restrict-symbol";
import { setAccountLimits } from "@/server/risk/set-account-limits";

const database = await testDatabase();
const deps = testDeps(database);
const admin = await createActor(
  deps.db,
  { email: "risk@example.com", displayName: "Risk Desk", role: "ADMIN" },
  deps.clock.now(),
);
const TODAY = await deps.clock.exchangeToday();
const TOMORROW = addDays(TODAY, 1);

const limits = (accountId: string, more: Record<string, unknown> = {}): SetLimitsInput =>
  setLimitsInput.parse({
    accountId,
    maxShares: "100000",
    maxValue: "5000000",
    maxOpenOrders: 2000,
    ordersPerSecond: 1000,
    limitCollar: "0.25",
    duplicateSeconds: 0,
    haltPolicy: "QUEUE",
    marginRegime: "LEGACY_PDT",
    reason: "An active trader, known for years.",
    ...more,
  });
const anAccount = async (): Promise<string> => (await customerWith(deps, "1000")).accountId;
const sharesOn = async (accountId: string, on = TODAY): Promise<string | undefined> =>
  (await limitsOf(deps.db, [accountId], on)).get(accountId)?.maxShares.toFixed();

describe("an account's limits", () => {
  it("are the standard ones until it is given its own, and then those whole", async () => {
    const [accountId, other] = [await anAccount(), await anAccount()];
    expect((await limitsOf(deps.db, [accountId], TODAY)).get(accountId)).toEqual({
      ...STANDARD_LIMITS,
      limitCollar: "0.1",
    });
    await setAccountLimits(deps, admin, limits(accountId));
    const found = await limitsOf(deps.db, [accountId, other], TODAY);
    const own = found.get(accountId);
    expect(own?.maxValue.toFixed(2)).toBe("5000000.00");
    expect(own).toMatchObject({
      maxOpenOrders: 2000,
      ordersPerSecond: 1000,
      limitCollar: "0.25",
      duplicateSeconds: 0,
      haltPolicy: "QUEUE",
      marginRegime: "LEGACY_PDT",
    });
    expect(found.get(other)?.maxShares.toFixed()).toBe("50000");
    expect(await limitsOf(deps.db, [], TODAY)).toEqual(new Map());
  });

  it("hold from their day on, and of one day the last", async () => {
    const accountId = await anAccount();
    await setAccountLimits(deps, admin, limits(accountId, { maxShares: "300", effectiveOn: TOMORROW }));
    await setAccountLimits(deps, admin, limits(accountId, { maxShares: "100" }));
    await setAccountLimits(deps, admin, limits(accountId, { maxShares: "200" }));
    expect([await sharesOn(accountId), await sharesOn(accountId, TOMORROW)]).toEqual(["200", "300"]);
    expect(await sharesOn(accountId, addDays(TODAY, -1))).toBe("50000");
  });

  it("are one row inside another statement, for a column as for a value", async () => {
    const accountId = await anAccount();
    await setAccountLimits(deps, admin, limits(accountId));
    const [joined] = await deps.db.$queryRaw<(LimitsRow & { number: string })[]>`
      select a.number, limits.* from portal.account a cross join lateral ${limitsSql(Prisma.sql`a.id`, TODAY)} as limits
      where a.id = ${accountId}::uuid and 100000 <= limits.max_shares`;
    expect(joined?.max_open_orders).toBe(2000);
    const [alone] = await deps.db.$queryRaw<
      LimitsRow[]
    >`select * from ${limitsSql(newId(), TODAY)} as limits`;
    expect(alone?.max_open_orders).toBe(STANDARD_LIMITS.maxOpenOrders);
  });

  it("say who set them, when, why and on the audit what", async () => {
    const accountId = await anAccount();
    const made = await setAccountLimits(deps, admin, limits(accountId));
    const seen = await accountRisk(deps, { accountId });
    expect(seen).toMatchObject({ currentId: made.id, latestId: made.id, restriction: null, violations: [] });
    expect(seen.limits.maxValue).toBe("5000000.00");
    expect(seen.history).toEqual([made]);
    expect(made).toMatchObject({ setBy: "Risk Desk", effectiveOn: TODAY, maxShares: "100000" });
    const [entry] = await deps.db.auditEvent.findMany({ where: { subjectId: accountId } });
    expect(entry).toMatchObject({ action: "account.limits_set", actorId: admin.userId, actorRole: "ADMIN" });
    expect(entry?.detail).toMatchObject({
      maxShares: "100000",
      reason: "An active trader, known for years.",
    });
  });

  it("are not changed for a day that has passed, nor of an account that is not there", async () => {
    const accountId = await anAccount();
    const past = limits(accountId, { effectiveOn: addDays(TODAY, -1) });
    await expect(setAccountLimits(deps, admin, past)).rejects.toMatchObject({
      code: "VALIDATION",
      fields: [{ path: "effectiveOn" }],
    });
    await expect(setAccountLimits(deps, admin, limits(newId()))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(accountRisk(deps, { accountId: newId() })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await deps.db.accountLimit.count({ where: { accountId } })).toBe(0);
  });

  it("of two people who saw the same row only one changes", async () => {
    const accountId = await anAccount();
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        setAccountLimits(deps, admin, limits(accountId, { maxShares: String(n + 1), basedOn: null })),
      ),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "CONFLICT" });
    const { latestId } = await accountRisk(deps, { accountId });
    await setAccountLimits(deps, admin, limits(accountId, { maxShares: "9", basedOn: latestId }));
    expect(await sharesOn(accountId)).toBe("9");
    expect(await deps.db.accountLimit.count({ where: { accountId } })).toBe(2);
  });

  it("cannot be rewritten or removed, not even by the code", async () => {
    const accountId = await anAccount();
    await setAccountLimits(deps, admin, limits(accountId));
    await expect(deps.db.$executeRaw`update portal.account_limit set max_open_orders = 1`).rejects.toThrow(
      "append-only",
    );
    await expect(deps.db.$executeRaw`delete from portal.account_limit`).rejects.toThrow("append-only");
  });
});

describe("a restricted symbol", () => {
  const restrict = (symbol: string, more: object = {}) =>
    restrictSymbol(deps, admin, { symbol, scope: "BUYS", reason: "Underwriting of an affiliate.", ...more });
  const lift = (symbol: string) =>
    liftRestriction(deps, admin, { symbol, reason: "The underwriting is over." });

  it("is restricted from its day until it is lifted", async () => {
    await restrict("IBM", { effectiveOn: TOMORROW, scope: "ALL" });
    expect(await symbolRestrictionOf(deps.db, "IBM", TODAY)).toBeNull();
    expect(await symbolRestrictionOf(deps.db, "IBM", TOMORROW)).toEqual({ scope: "ALL" });
    await lift("IBM");
    expect(await symbolRestrictionOf(deps.db, "IBM", TOMORROW)).toBeNull();
    await restrict("IBM");
    expect(await symbolRestrictionOf(deps.db, "IBM", TODAY)).toEqual({ scope: "BUYS" });
    await lift("IBM");
    expect(await symbolRestrictionOf(deps.db, "IBM", TODAY)).toBeNull();
    const actions = await deps.db.auditEvent.findMany({
      where: { subjectType: "symbol", subjectId: "IBM" },
      orderBy: { id: "asc" },
      select: { action: true },
    });
    expect(actions.map(({ action }) => action)).toEqual([
      "symbol.restricted",
      "symbol.restriction_lifted",
      "symbol.restricted",
      "symbol.restriction_lifted",
    ]);
  });

  it("is restricted once and lifted once, however many try at the same time", async () => {
    const codes = async (work: () => Promise<unknown>): Promise<string[]> => {
      const answers = await Promise.allSettled(Array.from({ length: 8 }, work));
      return answers.map((one) =>
        one.status === "fulfilled" ? "OK" : (one.reason as { code: string }).code,
      );
    };
    const made = await codes(() => restrict("MSFT"));
    expect(made.sort()).toEqual([...Array.from({ length: 7 }, () => "CONFLICT"), "OK"]);
    const lifted = await codes(() => lift("MSFT"));
    expect(lifted.sort()).toEqual([...Array.from({ length: 7 }, () => "NOT_FOUND"), "OK"]);
  });

  it("is listed while it is, and among all for ever", async () => {
    await restrict("KO");
    await restrict("F");
    await lift("KO");
    const current = await listRestrictions(deps, { show: "CURRENT" });
    expect(current.restrictions.map(({ symbol }) => symbol)).toEqual(["F"]);
    const all = await listRestrictions(deps, { show: "ALL" });
    expect(all.restrictions.slice(0, 2)).toMatchObject([
      { symbol: "F", liftedOn: null, setBy: "Risk Desk" },
      { symbol: "KO", liftedOn: TODAY, liftReason: "The underwriting is over." },
    ]);
    const [first] = all.restrictions;
    const rest = await listRestrictions(deps, { show: "ALL", cursor: first?.id });
    expect(rest.restrictions).toEqual(all.restrictions.slice(1));
  });

  it("is not restricted for a day that has passed", async () => {
    await expect(restrict("T", { effectiveOn: localDate("2020-01-02") })).rejects.toMatchObject({
      code: "VALIDATION",
    });
  });
});
