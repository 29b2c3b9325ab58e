import pg from "pg";
import { auditListInput } from "@/domain/audit/inputs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { instantFromIso } from "@/domain/time/instant";
import { createActor } from "@/prisma/factories/users";
import { auditState, searchAudit } from "@/server/audit/queries";
import { sealAudit } from "@/server/audit/seal-audit";
import { verify } from "@/scripts/verify/verify";
import { verifyAudit } from "@/server/audit/verify-audit";
import { recordAudit, recordAudits } from "@/server/platform/audit";
import { createTestDatabase, type TestDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

let database: TestDatabase;
/** Wall time stands here, so that ages and days are the same whenever the tests run. */
const MORNING = instantFromIso("2026-11-20T15:00:00Z");
let deps: TestDeps;

beforeEach(async () => {
  database = await createTestDatabase();
  deps = testDeps(database);
  deps.clock.advance(MORNING - deps.clock.now());
});
afterEach(() => database.drop());

const write = (subjectId: string, action = "thing.done") =>
  recordAudit(deps.db, {
    actor: "SYSTEM",
    action,
    subjectType: "thing",
    subjectId,
    detail: { n: 1 },
    at: deps.clock.now(),
  });

async function writeMany(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await write(String(i));
}

/** What only somebody with the database's own rights can do. */
async function tamper(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("set session_replication_role = replica");
  await client.query(sql);
  await client.end();
}

const find = (input: object) => searchAudit(deps, auditListInput.parse(input));

describe("the sealer", () => {
  it("chains everything once, however many run at once", async () => {
    await writeMany(30);
    expect(await verifyAudit(deps.db)).toEqual({ ok: true, sealed: 0, unsealed: 30 });
    const counts = await Promise.all(Array.from({ length: 6 }, () => sealAudit(deps)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect(await verifyAudit(deps.db)).toEqual({ ok: true, sealed: 30, unsealed: 0 });
    await writeMany(5);
    await sealAudit(deps);
    expect(await sealAudit(deps)).toBe(0);
    expect(await auditState(deps)).toMatchObject({ sealed: 35, unsealed: 0 });
  });

  it("chains what a batch of work wrote in one statement like what was written one by one", async () => {
    const actor = await createActor(deps.db, { email: "batch@example.com", role: "ADMIN" }, deps.clock.now());
    const record = { action: "thing.done", subjectType: "thing", at: deps.clock.now() };
    await recordAudits(deps.db, []);
    await recordAudits(deps.db, [
      { ...record, actor: "SYSTEM", subjectId: "1", detail: { said: 'a "b" {c}, d' }, exchangeAt: MORNING },
      { ...record, actor, subjectId: "2" },
    ]);
    await sealAudit(deps);
    expect(await verifyAudit(deps.db)).toEqual({ ok: true, sealed: 2, unsealed: 0 });
    const { entries } = await find({ search: "thing" });
    expect(
      entries
        .map(({ subjectId, actorRole, exchangeAt, detail }) => [subjectId, actorRole, exchangeAt, detail])
        .sort(),
    ).toEqual([
      ["1", "SYSTEM", "2026-11-20T15:00:00.000Z", [{ name: "said", value: 'a "b" {c}, d' }]],
      ["2", "ADMIN", null, []],
    ]);
  });

  it("goes on where the batch ends", async () => {
    await deps.db.$executeRaw`
      insert into portal.audit_event (id, at, actor_role, action, subject_type, subject_id, detail, hash)
      select gen_random_uuid(), now(), 'SYSTEM', 'bulk', 'thing', n::text, '{}', '' from generate_series(1, 2500) n`;
    expect(await sealAudit(deps)).toBe(2500);
    expect(await verifyAudit(deps.db)).toEqual({ ok: true, sealed: 2500, unsealed: 0 });
  });
});

describe("verifying", () => {
  it.each([
    [
      "an altered event",
      "update portal.audit_event set action = 'nothing.done' where id = (select event_id from portal.audit_seal where seq = 4)",
      "the event was altered",
    ],
    [
      "an event altered with its hash",
      "update portal.audit_event e set action = 'nothing.done', hash = repeat('0', 64) where id = (select event_id from portal.audit_seal where seq = 4); update portal.audit_event e set hash = portal.audit_hash(e) where action = 'nothing.done'",
      "the chain does not lead to it",
    ],
    [
      "a removed event",
      "delete from portal.audit_event where id = (select event_id from portal.audit_seal where seq = 4)",
      "the event is missing",
    ],
    [
      "a removed event and its seal",
      "delete from portal.audit_event where id = (select event_id from portal.audit_seal where seq = 4); delete from portal.audit_seal where seq = 4",
      "a number is missing before it",
    ],
  ])("finds %s", async (_, sql, problem) => {
    await writeMany(8);
    await sealAudit(deps);
    await tamper(sql);
    const verdict = await verifyAudit(deps.db);
    expect(verdict.ok).toBe(false);
    expect(verdict.firstBad?.problem).toBe(problem);
    expect(Number(verdict.firstBad?.seq)).toBeGreaterThanOrEqual(4);
  });

  it("finds an event slipped in beside the queue, and one altered while it waits", async () => {
    await writeMany(3);
    await sealAudit(deps);
    await write("late");
    await tamper("update portal.audit_event set action = 'other' where subject_id = 'late'");
    expect((await verifyAudit(deps.db)).firstBad?.problem).toBe("the event was altered");
    await tamper("delete from portal.audit_unsealed");
    expect((await verifyAudit(deps.db)).firstBad?.problem).toBe("the event is neither sealed nor waiting");
  });

  it("is needed only of those with the database's own rights: the portal's may not change a word", async () => {
    await write("1");
    await expect(deps.db.$executeRaw`update portal.audit_event set action = 'other'`).rejects.toThrow(
      "append-only",
    );
    await expect(deps.db.$executeRaw`delete from portal.audit_event`).rejects.toThrow("append-only");
    await sealAudit(deps);
    await expect(deps.db.$executeRaw`delete from portal.audit_seal`).rejects.toThrow("append-only");
  });
});

describe("searching", () => {
  it("finds by action, subject and person, newest first, a page at a time", async () => {
    for (let i = 0; i < 60; i++) {
      deps.clock.advance(1000);
      await write(String(i), i % 2 === 0 ? "thing.done" : "thing.undone");
    }
    const first = await find({ search: "thing" });
    expect(first.entries).toHaveLength(50);
    expect(first.entries[0]).toMatchObject({
      subjectId: "59",
      actor: "System",
      detail: [{ name: "n", value: "1" }],
    });
    const second = await find({ search: "thing", cursor: first.nextCursor });
    expect(second.entries.map((entry) => entry.subjectId)).toEqual([
      "9",
      "8",
      "7",
      "6",
      "5",
      "4",
      "3",
      "2",
      "1",
      "0",
    ]);
    expect(second.nextCursor).toBeNull();
    expect((await find({ search: "undone" })).entries).toHaveLength(30);
    const actor = await createActor(deps.db, { email: "auditor@example.com" }, deps.clock.now());
    await recordAudit(deps.db, {
      actor,
      action: "looked.at",
      subjectType: "user",
      subjectId: actor.userId,
      at: deps.clock.now(),
    });
    expect((await find({ search: "AUDITOR@" })).entries.map((entry) => entry.action)).toEqual(["looked.at"]);
  });

  it("keeps to days in New York", async () => {
    await write("today");
    expect((await find({ search: "", from: "2026-11-20", to: "2026-11-20" })).entries).toHaveLength(1);
    expect((await find({ search: "", from: "2026-11-21" })).entries).toHaveLength(0);
    expect((await find({ search: "", to: "2026-11-19" })).entries).toHaveLength(0);
  });
});

describe("npm run verify", () => {
  it.each([
    [
      "an altered row",
      "update portal.audit_event set detail = '{\"n\": 2}' where subject_id = '3'",
      "each audit row has the hash of what it says",
    ],
    [
      "a row altered with its hash",
      "update portal.audit_event e set action = 'thing.undone' where subject_id = '3'; update portal.audit_event e set hash = portal.audit_hash(e) where subject_id = '3'",
      "the chain of seals is unbroken",
    ],
    [
      "a removed row",
      "delete from portal.audit_event where subject_id = '3'",
      "the chain of seals is unbroken",
    ],
  ])("names %s", async (_, sql, promise) => {
    await writeMany(6);
    await sealAudit(deps);
    expect((await verify(database.url)).violations).toEqual([]);
    const { id } = await deps.db.auditEvent.findFirstOrThrow({ where: { subjectId: "3" } });
    const seal = await deps.db.auditSeal.findUniqueOrThrow({ where: { eventId: id } });
    await tamper(sql);
    const { violations } = await verify(database.url);
    const found = violations.find((violation) => violation.promise === promise);
    const named = JSON.stringify(found?.rows);
    expect(
      named.includes(id) ||
        named.includes(`"${String(seal.seq)}"`) ||
        named.includes(`"${String(seal.seq + 1n)}"`),
    ).toBe(true);
  });
});

describe("a search", () => {
  it("is by who, what, to what and when, and all of it must hold", async () => {
    const actor = await createActor(
      deps.db,
      { email: "ruth@example.com", role: "REVIEWER" },
      deps.clock.now(),
    );
    await recordAudit(deps.db, {
      actor,
      action: "account.restricted",
      subjectType: "account",
      subjectId: "a-1",
      at: deps.clock.now(),
    });
    await write("a-1", "account.noted");
    const actions = async (input: object) => (await find(input)).entries.map(({ action }) => action).sort();
    expect(await actions({ who: "ruth" })).toEqual(["account.restricted"]);
    expect(await actions({ who: "system" })).toEqual(["account.noted"]);
    expect(await actions({ subject: "a-1" })).toEqual(["account.noted", "account.restricted"]);
    expect(await actions({ subject: "Account" })).toEqual(["account.restricted"]);
    expect(await actions({ subject: "a-1", what: "noted" })).toEqual(["account.noted"]);
    expect(await actions({ who: "ruth", what: "noted" })).toEqual([]);
    expect(await actions({ subject: "a-1", to: "2026-11-19" })).toEqual([]);
  });
});
