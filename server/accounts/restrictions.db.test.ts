import { describe, expect, it } from "vitest";
import { blocksOf, RESTRICTION_KINDS, type RestrictionKind } from "@/domain/accounts/restrictions";
import { moneyInput } from "@/domain/money/input";
import { orderInput, replaceInput } from "@/domain/orders/order-input";
import { createActor } from "@/prisma/factories/users";
import { imposeRestriction } from "@/server/accounts/impose-restriction";
import { liftAccountRestriction } from "@/server/accounts/lift-restriction";
import { restrictAccounts } from "@/server/accounts/restrict-account";
import { withdraw } from "@/server/funding/withdraw";
import { placeOrder } from "@/server/orders";
import { replaceOrder } from "@/server/orders/replace-order";
import { unaskedLimits } from "@/server/orders/testing/steered-world";
import type { Actor } from "@/server/platform/actor";
import { newId } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { customerWith, testDeps } from "@/server/platform/testing/deps";
import { setAccountLimits } from "@/server/risk";

const database = await testDatabase();
const deps = testDeps(database);
const admin = await createActor(deps.db, { email: "desk@example.com", role: "ADMIN" }, deps.clock.now());

const order = (accountId: string, name: string, more: Record<string, unknown> = {}) =>
  orderInput.parse({
    accountId,
    clientOrderId: name,
    symbol: "AAPL",
    side: "BUY",
    type: "LIMIT",
    timeInForce: "DAY",
    quantity: "1",
    limitPrice: "100.00",
    ...more,
  });
const sell = { side: "SELL", limitPrice: "400.00" };
const restrict = (accountId: string, kind: RestrictionKind, by: Actor = admin) =>
  imposeRestriction(deps, by, { accountId, kind, reason: "A complaint is looked into." });
const standing = async (accountId: string) => {
  const row = await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId } });
  return { trading: row.tradingBlock, withdrawals: row.withdrawalsBlocked };
};
const holder = async () => {
  const who = await customerWith(deps, "100000");
  await deps.db.position.create({ data: { accountId: who.accountId, symbol: "AAPL", settled: "100" } });
  return who;
};
async function paidOut(who: { actor: Actor; accountId: string }) {
  const bankLinkId = newId();
  await deps.db.bankLink.create({
    data: {
      id: bankLinkId,
      accountId: who.accountId,
      bankName: "First National",
      routingNumber: "021000021",
      numberCiphertext: "none",
      last4: "6789",
      kind: "CHECKING",
      status: "VERIFIED",
      createdAt: new Date(deps.clock.now()),
    },
  });
  const amount = moneyInput({ min: "1", max: "100" }).parse("25.00");
  return withdraw(deps, who.actor, {
    accountId: who.accountId,
    bankLinkId,
    clientTransferId: newId(),
    amount,
  });
}

describe("restricting an account", () => {
  it("says the same in the database as in the rules, for every set of kinds", async () => {
    for (let set = 0; set < 2 ** RESTRICTION_KINDS.length; set++) {
      const kinds = RESTRICTION_KINDS.filter((_, i) => set & (2 ** i));
      const { accountId } = await customerWith(deps, "1");
      for (const kind of kinds) await restrict(accountId, kind);
      const { trading, withdrawals } = blocksOf(kinds);
      expect(await standing(accountId)).toEqual({ trading, withdrawals });
    }
  });

  it.each(["NO_BUYS", "LIQUIDATE_ONLY"] as const)("%s refuses buys and lets sales go on", async (kind) => {
    const { actor, accountId } = await holder();
    await restrict(accountId, kind);
    const refused = await placeOrder(deps, actor, order(accountId, "b"));
    expect([refused.status, refused.reasons[0]?.code]).toEqual(["DENIED", "ACCOUNT_RESTRICTED"]);
    expect((await placeOrder(deps, actor, order(accountId, "s", sell))).status).toBe("PENDING_NEW");
  });

  it("NO_BUSINESS refuses everything and cancels everything", async () => {
    const { actor, accountId } = await holder();
    await placeOrder(deps, actor, order(accountId, "s", sell));
    expect(await restrict(accountId, "NO_BUSINESS")).toEqual({ ordersCancelled: 1 });
    expect((await placeOrder(deps, actor, order(accountId, "s2", sell))).status).toBe("DENIED");
    expect((await deps.db.account.findUniqueOrThrow({ where: { id: accountId } })).status).toBe("RESTRICTED");
  });

  it("cancels the open orders that it forbids at once, and only those", async () => {
    const { actor, accountId } = await holder();
    const bought = await placeOrder(deps, actor, order(accountId, "b"));
    const sold = await placeOrder(deps, actor, order(accountId, "s", sell));
    expect(await restrict(accountId, "NO_BUYS")).toEqual({ ordersCancelled: 1 });
    const statusOf = async (id: string) => (await deps.db.order.findUniqueOrThrow({ where: { id } })).status;
    expect([await statusOf(bought.id), await statusOf(sold.id)]).toEqual(["PENDING_CANCEL", "PENDING_NEW"]);
  });

  it("leaves no open buy behind, however placing and restricting meet", async () => {
    for (let round = 0; round < 6; round++) {
      const { actor, accountId } = await holder();
      await setAccountLimits(deps, actor, unaskedLimits(accountId));
      const placing = Array.from({ length: 24 }, (_, n) =>
        placeOrder(deps, actor, order(accountId, `r${n}`)),
      );
      const [, ...views] = await Promise.all([
        new Promise((go) => setImmediate(go)).then(() => restrict(accountId, "NO_BUYS")),
        ...placing,
      ]);
      expect(views).toHaveLength(24);
      const open = await deps.db.order.findMany({
        where: { accountId, side: "BUY", status: { notIn: ["DENIED", "PENDING_CANCEL", "CANCELED"] } },
      });
      expect(open).toEqual([]);
    }
  });

  it("refuses to make an open buy larger", async () => {
    const { actor, accountId } = await holder();
    const { id } = await placeOrder(deps, actor, order(accountId, "b"));
    // As if the venue had just refused the cancel.
    await restrict(accountId, "NO_BUYS");
    await deps.db.order.update({ where: { id }, data: { status: "NEW" } });
    const more = replaceInput.parse({ orderId: id, clientOrderId: "more", quantity: "2" });
    await expect(replaceOrder(deps, actor, more)).rejects.toMatchObject({ code: "VALIDATION" });
  });

  it("NO_WITHDRAWALS keeps the money, and lifting it lets it go", async () => {
    const who = await customerWith(deps, "1000");
    await restrict(who.accountId, "NO_WITHDRAWALS");
    await expect(paidOut(who)).rejects.toMatchObject({ code: "ACCOUNT_NOT_OPEN" });
    expect((await placeOrder(deps, who.actor, order(who.accountId, "b"))).status).toBe("PENDING_NEW");
    const row = await deps.db.accountRestriction.findFirstOrThrow({ where: { accountId: who.accountId } });
    await liftAccountRestriction(deps, admin, { restrictionId: row.id, reason: "Cleared up." });
    expect((await paidOut(who)).status).not.toBe("REFUSED");
  });

  it("stands once, is lifted once, and is nobody's own business", async () => {
    const { actor, accountId } = await customerWith(deps, "1");
    await restrict(accountId, "NO_BUYS");
    await expect(restrict(accountId, "NO_BUYS")).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(restrict(accountId, "NO_WITHDRAWALS", actor)).rejects.toMatchObject({
      code: "MAKER_IS_CHECKER",
    });
    await expect(restrict(newId(), "NO_BUYS")).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { id } = await deps.db.accountRestriction.findFirstOrThrow({ where: { accountId } });
    const lift = () =>
      liftAccountRestriction(deps, admin, { restrictionId: id, reason: "It was a mistake." });
    const lifts = await Promise.allSettled([lift(), lift(), lift()]);
    expect(lifts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await standing(accountId)).toEqual({ trading: null, withdrawals: false });
    const actions = await deps.db.auditEvent.findMany({
      where: { subjectId: accountId },
      orderBy: { at: "asc" },
    });
    expect(actions.map(({ action }) => action)).toEqual(["account.restricted", "account.restriction_lifted"]);
    await expect(
      deps.db.accountRestriction.update({ where: { id }, data: { reason: "Another." } }),
    ).rejects.toThrow();
    await expect(deps.db.accountRestriction.delete({ where: { id } })).rejects.toThrow();
  });

  it("stands once for each cause, and one that is lifted leaves the others in force", async () => {
    const { accountId } = await customerWith(deps, "1");
    const house = (cause: "NAME_LIST" | "DISPUTED_ADDRESS") =>
      deps.db.$transaction(async (tx) => {
        const exchangeAt = await deps.clock.exchangeNow();
        const kind = "NO_WITHDRAWALS" as const;
        const what = { accountIds: [accountId, accountId], kind, cause, reason: `${cause}.`, exchangeAt };
        return (await restrictAccounts(tx, deps, "SYSTEM", what)).restricted.length;
      });
    expect([await house("NAME_LIST"), await house("DISPUTED_ADDRESS"), await house("NAME_LIST")]).toEqual([
      1, 1, 0,
    ]);
    await restrict(accountId, "NO_WITHDRAWALS");
    const rows = await deps.db.accountRestriction.findMany({ where: { accountId } });
    for (const [at, { id: restrictionId }] of rows.entries()) {
      expect((await standing(accountId)).withdrawals).toBe(true);
      await liftAccountRestriction(deps, admin, { restrictionId, reason: `Looked at, ${at}.` });
    }
    expect([rows.length, (await standing(accountId)).withdrawals]).toEqual([3, false]);
  });

  it("keeps an account that is short without business", async () => {
    const { accountId } = await customerWith(deps, "-5");
    await restrict(accountId, "NO_BUSINESS");
    const { id } = await deps.db.accountRestriction.findFirstOrThrow({ where: { accountId } });
    const lift = () => liftAccountRestriction(deps, admin, { restrictionId: id, reason: "It is fine now." });
    await expect(lift()).rejects.toMatchObject({ code: "CONFLICT" });
    await deps.db.cashBalance.update({ where: { accountId }, data: { settled: "5" } });
    await lift();
    expect((await deps.db.account.findUniqueOrThrow({ where: { id: accountId } })).status).toBe("OPEN");
  });
});
