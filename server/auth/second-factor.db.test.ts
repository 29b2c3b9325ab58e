import { beforeEach, describe, expect, it } from "vitest";
import { STEP_UP_MS } from "@/domain/auth/second-factor";
import { PENDING_MS } from "@/domain/auth/session-limits";
import { toDate } from "@/domain/time/instant";
import { giveSecondFactor } from "@/prisma/factories/second-factors";
import { createUser, FACTORY_PASSWORD } from "@/prisma/factories/users";
import { noteDevice } from "@/server/auth/devices";
import { proveSecondFactor as proveFrom } from "@/server/auth/prove-second-factor";
import { listSessions, readDemoCode } from "@/server/auth/queries";
import {
  beginSecondFactor,
  confirmSecondFactor,
  readSecondFactor,
  renewRecoveryCodes,
  turnOffSecondFactor,
} from "@/server/auth/second-factor";
import { isSignedIn, readSession, startSession } from "@/server/auth/sessions";
import { newTotpKey, totpCode } from "@/server/auth/totp";
import type { Actor } from "@/server/platform/actor";
import { newSecret } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const origin = { ip: "192.0.2.7", userAgent: "test" };
const STEP_MS = 30_000;
let deps: TestDeps;
let counter = 0;

beforeEach(async () => {
  await database.portal.$executeRaw`delete from portal.rate_limit`;
  deps = testDeps(database);
});

const proveSecondFactor = (at: TestDeps, actor: Actor, input: { code: string }) =>
  proveFrom(at, actor, input, origin);

/** A session as `signIn` starts it, without the work of a password. */
async function session(email: string, device: string | null = null): Promise<Actor> {
  const now = deps.clock.now();
  const user = await deps.db.user.findUniqueOrThrow({ where: { email }, include: { secondFactor: true } });
  const role = user.role as Actor["role"];
  const isPending = Boolean(user.secondFactor?.secretSealed) || role !== "INVESTOR";
  const sessionId = await deps.db.$transaction(async (tx) => {
    const deviceId = await noteDevice(tx, user.id, device, now);
    return startSession(tx, { user: { id: user.id, role }, origin, deviceId, isPending }, now);
  });
  const actor = await readSession(deps, sessionId);
  if (!actor) throw new Error("no session");
  return actor;
}

const again = async (actor: Actor) => {
  const found = await readSession(deps, actor.sessionId);
  if (!found) throw new Error("the session has ended");
  return found;
};

/** Somebody with an app, in a session in which a code of it was just shown. */
async function enrolled(role: Actor["role"] = "INVESTOR") {
  const now = deps.clock.now();
  const user = await createUser(deps.db, { email: `factor${++counter}@example.com`, role }, now);
  const { sessionId } = await session(user.email);
  const key = newTotpKey();
  const recoveryCodes = await giveSecondFactor(deps, user.id, key);
  await deps.db.session.update({ where: { id: sessionId }, data: { secondFactorAt: toDate(now) } });
  const actor = await readSession(deps, sessionId);
  if (!actor) throw new Error("no session");
  return { email: user.email, key, recoveryCodes, actor };
}

const codeOf = (key: string): string => totpCode(key, deps.clock.now()).code;
const typed = (recoveryCode: string | undefined) => ({ code: (recoveryCode ?? "").replace("-", "") });
const mailsTo = async (email: string) =>
  (await deps.db.mailMessage.findMany({ where: { recipient: email } })).map((mail) => mail.subject);
const refused = { code: "CODE_REFUSED" };

describe("setting up an app", () => {
  it("counts only once a code of it was shown, and needs the password", async () => {
    const { email } = await createUser(deps.db, { email: `new${++counter}@example.com` }, deps.clock.now());
    const actor = await session(email);
    await expect(beginSecondFactor(deps, actor, { password: "not the password" })).rejects.toMatchObject({
      code: "VALIDATION",
      fields: [{ path: "password" }],
    });
    const { key, qr } = await beginSecondFactor(deps, actor, { password: FACTORY_PASSWORD });
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    expect(qr.path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/);
    expect(await readSecondFactor(deps, actor)).toMatchObject({ isEnrolled: false, recoveryCodesLeft: 0 });
    expect(isSignedIn(await again(actor))).toBe(true);
    const wrong = codeOf(key) === "000000" ? "111111" : "000000";
    await expect(confirmSecondFactor(deps, actor, { code: wrong })).rejects.toMatchObject(refused);
    const { recoveryCodes } = await confirmSecondFactor(deps, actor, { code: codeOf(key) });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await readSecondFactor(deps, actor)).toMatchObject({ isEnrolled: true, recoveryCodesLeft: 10 });
    expect(await mailsTo(email)).toContain("An authenticator app was set up");
  });

  it("ends the other sessions and leaves its own as one that has shown a code", async () => {
    const { email } = await createUser(deps.db, { email: `new${++counter}@example.com` }, deps.clock.now());
    const [actor, other] = [await session(email), await session(email)];
    const { key } = await beginSecondFactor(deps, actor, { password: FACTORY_PASSWORD });
    await confirmSecondFactor(deps, actor, { code: codeOf(key) });
    expect(await readSession(deps, other.sessionId)).toBeNull();
    expect((await again(actor)).secondFactor).toEqual({ isEnrolled: true, provenAt: deps.clock.now() });
  });

  it("keeps neither key nor recovery codes readable", async () => {
    const { key, recoveryCodes, actor } = await enrolled();
    const rows = JSON.stringify([
      await deps.db.secondFactor
        .findMany({ where: { userId: actor.userId } })
        .then((found) => found.map((row) => ({ ...row, lastStep: Number(row.lastStep) }))),
      await deps.db.recoveryCode.findMany({ where: { userId: actor.userId } }),
      await deps.db.auditEvent
        .findMany({ where: { actorId: actor.userId } })
        .then((found) => found.map(({ detail }) => detail)),
    ]);
    for (const secret of [key, ...recoveryCodes.flatMap((code) => [code, code.replace("-", "")])])
      expect(rows).not.toContain(secret);
  });

  it("lets the app that counts go on until the next one is confirmed", async () => {
    const { email, key, actor } = await enrolled();
    const next = await beginSecondFactor(deps, actor, { password: FACTORY_PASSWORD });
    const waiting = await session(email);
    await expect(proveSecondFactor(deps, waiting, { code: codeOf(next.key) })).rejects.toMatchObject(refused);
    await proveSecondFactor(deps, waiting, { code: codeOf(key) });
    deps.clock.advance(STEP_MS);
    await confirmSecondFactor(deps, actor, { code: codeOf(next.key) });
    deps.clock.advance(STEP_MS);
    const later = await session(email);
    await expect(proveSecondFactor(deps, later, { code: codeOf(key) })).rejects.toMatchObject(refused);
    await proveSecondFactor(deps, later, { code: codeOf(next.key) });
  });

  it("is done once, though two confirm at once", async () => {
    const { email } = await createUser(deps.db, { email: `new${++counter}@example.com` }, deps.clock.now());
    const actor = await session(email);
    const { key } = await beginSecondFactor(deps, actor, { password: FACTORY_PASSWORD });
    const code = codeOf(key);
    const both = await Promise.allSettled([1, 2].map(() => confirmSecondFactor(deps, actor, { code })));
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await deps.db.recoveryCode.count({ where: { userId: actor.userId } })).toBe(10);
  });
});

describe("the second step of signing in", () => {
  it("is asked for, and completes the sign-in", async () => {
    const { email, key } = await enrolled();
    const waiting = await session(email);
    expect(isSignedIn(waiting)).toBe(false);
    await proveSecondFactor(deps, waiting, { code: codeOf(key) });
    expect(isSignedIn(await again(waiting))).toBe(true);
  });

  it("waits a quarter of an hour, however often it is looked at, and stands in no list of sessions", async () => {
    const { email, actor } = await enrolled();
    const waiting = await session(email);
    expect((await listSessions(deps, actor)).map(({ id }) => id)).toEqual([actor.sessionId]);
    deps.clock.advance(PENDING_MS - 1000);
    expect(await readSession(deps, waiting.sessionId)).not.toBeNull();
    deps.clock.advance(1000);
    expect(await readSession(deps, waiting.sessionId)).toBeNull();
  });

  it("takes a code once, though eight try it at once in as many sessions", async () => {
    const { email, key } = await enrolled();
    const device = newSecret();
    await proveSecondFactor(deps, await session(email, device), { code: codeOf(key) });
    deps.clock.advance(STEP_MS);
    const sessions = await Promise.all(Array.from({ length: 8 }, () => session(email, device)));
    const code = codeOf(key);
    const tries = await Promise.allSettled(sessions.map((who) => proveSecondFactor(deps, who, { code })));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of tries)
      if (result.status === "rejected") expect(result.reason).toMatchObject(refused);
    await expect(proveSecondFactor(deps, await session(email, device), { code })).rejects.toMatchObject(
      refused,
    );
  });

  it("takes codes of the step before and after, none older, and none before the last one taken", async () => {
    const { email, key } = await enrolled();
    const at = (steps: number) =>
      totpCode(key, (deps.clock.now() + steps * STEP_MS) as ReturnType<typeof deps.clock.now>).code;
    const prove = async (code: string) => proveSecondFactor(deps, await session(email), { code });
    deps.clock.advance(5 * STEP_MS);
    await expect(prove(at(-2))).rejects.toMatchObject(refused);
    await expect(prove(at(2))).rejects.toMatchObject(refused);
    await prove(at(-1));
    await prove(at(1));
    await expect(prove(at(0))).rejects.toMatchObject(refused);
  });

  it("takes each recovery code once, though two try it at once, and tells the owner", async () => {
    const { email, recoveryCodes, actor } = await enrolled();
    const sessions = [await session(email), await session(email)];
    const tries = await Promise.allSettled(
      sessions.map((who) => proveSecondFactor(deps, who, typed(recoveryCodes[0]))),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readSecondFactor(deps, actor)).toMatchObject({ recoveryCodesLeft: 9 });
    expect(await mailsTo(email)).toContain("A recovery code was used");
  });

  it("is not shut to the owner by strangers who know the password", async () => {
    const { email, key } = await enrolled();
    const device = newSecret();
    await proveSecondFactor(deps, await session(email, device), { code: codeOf(key) });
    deps.clock.advance(STEP_MS);
    const stranger = await session(email);
    const wrong = { code: codeOf(key) === "000000" ? "111111" : "000000" };
    for (let tries = 0; tries < 10; tries++)
      await expect(proveSecondFactor(deps, stranger, wrong)).rejects.toMatchObject(refused);
    const right = { code: codeOf(key) };
    await expect(proveSecondFactor(deps, await session(email), right)).rejects.toMatchObject({
      code: "RATE_LIMITED",
    });
    await expect(proveSecondFactor(deps, stranger, right)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await proveSecondFactor(deps, await session(email, device), right);
    const warnings = (await mailsTo(email)).filter((subject) => subject.includes("may know your password"));
    expect(warnings).toHaveLength(1);
  });

  it("makes the browser a known one, and tells of it by mail", async () => {
    const { email, key } = await enrolled();
    const device = newSecret();
    const waiting = await session(email, device);
    expect(await mailsTo(email)).not.toContain("A sign-in from a new browser");
    await proveSecondFactor(deps, waiting, { code: codeOf(key) });
    deps.clock.advance(STEP_MS);
    await proveSecondFactor(deps, await session(email, device), { code: codeOf(key) });
    expect(
      (await mailsTo(email)).filter((subject) => subject === "A sign-in from a new browser"),
    ).toHaveLength(1);
  });

  it("does not take another person's code", async () => {
    const [mine, theirs] = [await enrolled(), await enrolled()];
    const waiting = await session(mine.email);
    await expect(proveSecondFactor(deps, waiting, { code: codeOf(theirs.key) })).rejects.toMatchObject(
      refused,
    );
    await expect(proveSecondFactor(deps, waiting, typed(theirs.recoveryCodes[0]))).rejects.toMatchObject(
      refused,
    );
  });

  it("is refused in a session that has ended meanwhile, and uses nothing up", async () => {
    const { email, key, actor } = await enrolled();
    const waiting = await session(email);
    await deps.db.session.update({ where: { id: waiting.sessionId }, data: { endedAt: new Date(0) } });
    const code = codeOf(key);
    await expect(proveSecondFactor(deps, waiting, { code })).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    await proveSecondFactor(deps, actor, { code });
  });
});

describe("the demonstration's mailbox", () => {
  it("shows the code of the moment, and in production nothing", async () => {
    const { email, key } = await enrolled();
    expect(await readDemoCode(deps, { address: email })).toMatchObject({ code: codeOf(key) });
    expect(await readDemoCode(deps, { address: "nobody@example.com" })).toBeNull();
    const production = { ...deps, env: { ...deps.env, APP_MODE: "production" as const } };
    await expect(readDemoCode(production, { address: email })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("staff", () => {
  it("are not signed in by the password, and can set up an app that signs them in", async () => {
    const { email } = await createUser(
      deps.db,
      { email: `staff${++counter}@example.com`, role: "ADMIN" },
      deps.clock.now(),
    );
    const waiting = await session(email);
    expect(isSignedIn(waiting)).toBe(false);
    const { key } = await beginSecondFactor(deps, waiting, { password: FACTORY_PASSWORD });
    await confirmSecondFactor(deps, waiting, { code: codeOf(key) });
    expect(isSignedIn(await again(waiting))).toBe(true);
  });

  it("cannot turn it off", async () => {
    const { actor } = await enrolled("REVIEWER");
    await expect(turnOffSecondFactor(deps, actor)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await readSecondFactor(deps, actor)).toMatchObject({ isEnrolled: true, isRequired: true });
  });
});

describe("afterwards", () => {
  it("turns off with its recovery codes, and tells the owner", async () => {
    const { email, actor } = await enrolled();
    await turnOffSecondFactor(deps, actor);
    expect(isSignedIn(await session(email))).toBe(true);
    expect(await deps.db.recoveryCode.count({ where: { userId: actor.userId } })).toBe(0);
    expect(await mailsTo(email)).toContain("Your second factor was turned off");
  });

  it("makes new recovery codes, once and for all of those before", async () => {
    const { email, recoveryCodes, actor } = await enrolled();
    const [first, second] = await Promise.all([1, 2].map(() => renewRecoveryCodes(deps, actor)));
    expect(await deps.db.recoveryCode.count({ where: { userId: actor.userId } })).toBe(10);
    const prove = async (code: string | undefined) =>
      proveSecondFactor(deps, await session(email), typed(code));
    await expect(prove(recoveryCodes[0])).rejects.toMatchObject(refused);
    const outcomes = await Promise.allSettled([first, second].map((made) => prove(made?.recoveryCodes[0])));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("counts as fresh for ten minutes", async () => {
    const { key, actor } = await enrolled();
    deps.clock.advance(STEP_UP_MS);
    await proveSecondFactor(deps, actor, { code: codeOf(key) });
    expect((await again(actor)).secondFactor?.provenAt).toBe(deps.clock.now());
  });
});
