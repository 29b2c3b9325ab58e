import { describe, expect, it } from "vitest";
import { applyBankEvent } from "@/server/funding/apply-bank-event";
import { openBankMessage } from "@/server/funding/bank-messages";
import { linkBank } from "@/server/funding/link-bank";
import { listBankLinks } from "@/server/funding/queries";
import { clockAt, FRIDAY, saver } from "@/server/funding/testing/saver";
import type { Deps } from "@/server/platform/deps";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const deps: Deps = { ...testDeps(database), clock: clockAt(FRIDAY), nudge: () => {} };

const form = (accountId: string, accountNumber = "55500012345678") => ({
  accountId,
  bankName: "First National",
  routingNumber: "021000021",
  accountNumber,
  kind: "SAVINGS" as const,
});

const hear = (bankReference: string, kind: "LINK_VERIFIED" | "LINK_REFUSED") =>
  deps.db.$transaction((tx) =>
    applyBankEvent(
      tx,
      deps,
      kind === "LINK_VERIFIED"
        ? { kind, bankReference, at: FRIDAY }
        : { kind, bankReference, reason: "The name is another.", at: FRIDAY },
    ),
  );

/** Every table of the portal that holds this text anywhere in a row. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await deps.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'portal'`;
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await deps.db.$queryRawUnsafe<{ n: number }[]>(
      `select count(*)::int as n from portal."${name}" t where t::text like '%' || $1 || '%'`,
      text,
    );
    if (row && row.n > 0) found.push(name);
  }
  expect(tables.length).toBeGreaterThan(20);
  return found;
}

describe("linking a bank account", () => {
  it("asks the bank under the account's title and shows the last four digits only", async () => {
    const { actor, accountId } = await saver(deps);
    const view = await linkBank(deps, actor, form(accountId));
    expect(view).toEqual({
      id: view.id,
      bankName: "First National",
      last4: "5678",
      kind: "SAVINGS",
      status: "PENDING",
      method: "NUMBERS",
      reason: null,
      withdrawalsFrom: null,
      microDeposits: null,
    });
    const sent = await deps.db.outbox.findFirstOrThrow({ where: { party: "BANK" }, orderBy: { id: "desc" } });
    expect(openBankMessage(deps, sent.payload)).toEqual({
      kind: "LINK_ACCOUNT",
      bankReference: view.id,
      holderName: actor.displayName,
      routingNumber: "021000021",
      accountNumber: "55500012345678",
    });
  });

  it("leaves the number nowhere in the clear", async () => {
    const { actor, accountId } = await saver(deps);
    const number = "90817263544536271";
    const view = await linkBank(deps, actor, form(accountId, number));
    await hear(view.id, "LINK_VERIFIED");
    expect(await tablesWith(number)).toEqual([]);
    expect(await tablesWith("First National")).toContain("bank_link");
    expect(JSON.stringify(await listBankLinks(deps, actor, { accountId }))).not.toContain(number.slice(0, 8));
  });

  it("does not open a message that was moved to another link, or is none of ours", async () => {
    const { actor, accountId } = await saver(deps);
    const one = await linkBank(deps, actor, form(accountId, "111122223333"));
    const sent = await deps.db.outbox.findFirstOrThrow({ where: { party: "BANK" }, orderBy: { id: "desc" } });
    const other = await linkBank(deps, actor, form(accountId, "444455556666"));
    const payload = sent.payload as Record<string, unknown>;
    expect(payload.bankReference).toBe(one.id);
    expect(() => openBankMessage(deps, { ...payload, bankReference: other.id })).toThrow();
    expect(() => openBankMessage(deps, { ...payload, accountNumber: "1" })).toThrow();
  });

  it("gives the same link to the same number, and ten at once make one", async () => {
    const { actor, accountId } = await saver(deps);
    const views = await Promise.all(Array.from({ length: 10 }, () => linkBank(deps, actor, form(accountId))));
    expect(new Set(views.map((view) => view.id)).size).toBe(1);
    await hear(views[0]?.id ?? "", "LINK_VERIFIED");
    expect((await linkBank(deps, actor, form(accountId))).status).toBe("VERIFIED");
    expect(await deps.db.bankLink.count({ where: { accountId } })).toBe(1);
  });

  it("asks again after a refusal, a limited number of times a day", async () => {
    const { actor, accountId } = await saver(deps);
    const tries: string[] = [];
    for (let i = 0; i < 10; i++) {
      const view = await linkBank(deps, actor, form(accountId));
      tries.push(view.id);
      await hear(view.id, "LINK_REFUSED");
    }
    expect(new Set(tries).size).toBe(10);
    await expect(linkBank(deps, actor, form(accountId))).rejects.toMatchObject({ code: "RATE_LIMITED" });
    const later = { ...deps, clock: clockAt("2026-11-21T16:00:00Z") };
    await expect(linkBank(later, actor, form(accountId))).resolves.toMatchObject({ status: "PENDING" });
  });

  it("keeps five at most, however many ask at once", async () => {
    const { actor, accountId } = await saver(deps);
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => linkBank(deps, actor, form(accountId, `88880000${i}`))),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(5);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused).toMatchObject({ reason: { code: "CONFLICT" } });
  });

  it("is for one's own account, while it is not closed", async () => {
    const [mine, theirs, opening, closed] = [
      await saver(deps),
      await saver(deps),
      await saver(deps, "OPENING"),
      await saver(deps, "CLOSED"),
    ];
    await expect(linkBank(deps, mine.actor, form(theirs.accountId))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(listBankLinks(deps, mine.actor, theirs)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(linkBank(deps, opening.actor, form(opening.accountId))).resolves.toBeDefined();
    await expect(linkBank(deps, closed.actor, form(closed.accountId))).rejects.toMatchObject({
      code: "ACCOUNT_NOT_OPEN",
    });
  });
});

describe("the bank's answer", () => {
  it("counts once: what is decided stays decided", async () => {
    const { actor, accountId } = await saver(deps);
    const view = await linkBank(deps, actor, form(accountId));
    await hear(view.id, "LINK_REFUSED");
    await hear(view.id, "LINK_VERIFIED");
    expect(await listBankLinks(deps, actor, { accountId })).toMatchObject([
      { status: "REFUSED", reason: "The name is another." },
    ]);
    expect(await deps.db.auditEvent.count({ where: { subjectId: view.id } })).toBe(2);
  });

  it("changes nothing about a link that nobody asked for", async () => {
    await expect(hear("01936f00-0000-7000-8000-000000000001", "LINK_VERIFIED")).resolves.toBeUndefined();
    expect(await deps.db.bankLink.count({ where: { id: "01936f00-0000-7000-8000-000000000001" } })).toBe(0);
  });
});
