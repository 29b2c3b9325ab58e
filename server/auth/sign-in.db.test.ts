import { encode } from "next-auth/jwt";
import { beforeEach, describe, expect, it } from "vitest";
import { DEVICE_LIFE_MS } from "@/domain/auth/session-limits";
import { giveSecondFactor } from "@/prisma/factories/second-factors";
import { createUser, FACTORY_PASSWORD } from "@/prisma/factories/users";
import { actorFromCookies, sessionCookieName } from "@/server/auth/actor-from-cookie";
import { changePassword, requestPasswordReset, resetPassword } from "@/server/auth/change-password";
import { deviceOfSignIn, removeOldDevices } from "@/server/auth/devices";
import { nextAuthOptions } from "@/server/auth/next-auth-options";
import { listSessions } from "@/server/auth/queries";
import { endOtherSessions, endSession, readSession } from "@/server/auth/sessions";
import { signIn } from "@/server/auth/sign-in";
import { newTotpKey } from "@/server/auth/totp";
import type { Actor } from "@/server/platform/actor";
import { newSecret } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const origin = { ip: "192.0.2.7", userAgent: "test" };
const HOUR = 3_600_000;
let deps: TestDeps;
let counter = 0;

beforeEach(async () => {
  await database.portal.$executeRaw`delete from portal.rate_limit`;
  deps = testDeps(database);
});

const freshUser = (role: Actor["role"] = "INVESTOR") =>
  createUser(deps.db, { email: `person${++counter}@example.com`, role }, deps.clock.now());

async function signedIn(role: Actor["role"] = "INVESTOR"): Promise<Actor> {
  const user = await freshUser(role);
  const { sessionId } = await signIn(deps, { email: user.email, password: FACTORY_PASSWORD }, origin);
  const actor = await readSession(deps, sessionId);
  if (!actor) throw new Error("no session");
  return actor;
}

describe("signing in", () => {
  it("refuses a wrong password and an unknown address with the same words", async () => {
    const user = await freshUser();
    const wrong = signIn(deps, { email: user.email, password: "not the password" }, origin);
    const unknown = signIn(deps, { email: "nobody@example.com", password: "not the password" }, origin);
    const [a, b] = await Promise.allSettled([wrong, unknown]);
    expect(a).toMatchObject({ status: "rejected", reason: { code: "SIGN_IN_FAILED" } });
    expect(b).toMatchObject({ status: "rejected", reason: { code: "SIGN_IN_FAILED" } });
    expect(a.status === "rejected" && a.reason.message).toBe(b.status === "rejected" && b.reason.message);
  });

  it("stops after ten wrong passwords from one place, even for the right one, and counts parallel tries", async () => {
    const user = await freshUser();
    const tries = await Promise.allSettled(
      Array.from({ length: 14 }, () =>
        signIn(deps, { email: user.email, password: "not the password" }, origin),
      ),
    );
    const codes = tries.map((result) => result.status === "rejected" && result.reason.code);
    expect(codes.filter((code) => code === "SIGN_IN_FAILED")).toHaveLength(10);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(4);
    const right = { email: user.email, password: FACTORY_PASSWORD };
    await expect(signIn(deps, right, origin)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await expect(signIn(deps, right, { ...origin, ip: "198.51.100.4" })).resolves.toBeDefined();
  });

  it("does not count what was right", async () => {
    const user = await freshUser();
    for (let i = 0; i < 12; i++)
      await signIn(deps, { email: user.email, password: FACTORY_PASSWORD }, origin);
    expect(await deps.db.session.count({ where: { userId: user.id } })).toBe(12);
  });

  it("refuses when attempts cannot be counted", async () => {
    const user = await freshUser();
    const broken = new Proxy(deps.db, {
      get: (db, key) =>
        key === "$queryRawUnsafe" ? () => Promise.reject(new Error("no table")) : Reflect.get(db, key),
    });
    await expect(
      signIn({ ...deps, db: broken }, { email: user.email, password: FACTORY_PASSWORD }, origin),
    ).rejects.toMatchObject({ code: "RATE_LIMITED", message: expect.stringContaining("cannot check") });
  });
});

describe("what strangers try from elsewhere", () => {
  const elsewhere = (n: number) => ({ ip: `198.51.100.${n}`, userAgent: "stranger" });
  const wrong = (email: string) => ({ email, password: "not the password" });
  const limited = { code: "RATE_LIMITED" };

  /** Uses up what one person is allowed from browsers that nobody knows: 50 tries, of which 45 are only written down. */
  async function besiege(email: string): Promise<void> {
    await expect(signIn(deps, wrong(email), elsewhere(1))).rejects.toBeDefined();
    await deps.db.$executeRaw`update portal.rate_limit set points = 45 where key like 'SIGN\\_IN\\_PERSON:%'`;
    const tries = Array.from({ length: 8 }, (_, n) =>
      signIn(deps, wrong(email), { ...elsewhere(n), device: newSecret() }),
    );
    const outcomes = await Promise.allSettled(tries);
    const codes = outcomes.map((one) => one.status === "rejected" && one.reason.code);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(3);
  }

  it("does not shut the owner out in a browser that was used before, from whatever place", async () => {
    const user = await freshUser();
    const right = { email: user.email, password: FACTORY_PASSWORD };
    const mine = newSecret();
    await signIn(deps, right, { ...origin, device: mine });
    await besiege(user.email);
    await expect(signIn(deps, right, { ...origin, device: newSecret() })).rejects.toMatchObject(limited);
    await expect(signIn(deps, right, { ...origin, device: mine })).resolves.toBeDefined();
    await expect(signIn(deps, right, { ...elsewhere(7), device: mine })).resolves.toBeDefined();
  });

  it("ends for an owner who chooses a new password by mail, and never begins again in that browser", async () => {
    const user = await freshUser();
    const here = { ...origin, device: newSecret() };
    await besiege(user.email);
    await requestPasswordReset(deps, { email: user.email }, origin);
    const mail = await deps.db.mailMessage.findFirstOrThrow({ where: { recipient: user.email } });
    const token = new URL(mail.link ?? "").searchParams.get("token") ?? "";
    const password = "another quiet morning";
    await resetPassword(deps, { token, password }, here);
    await besiege(user.email);
    await expect(signIn(deps, { email: user.email, password }, here)).resolves.toBeDefined();
  });

  it("cannot be tried in the owner's browser without end, nor with the secret of another person's", async () => {
    const [user, other] = [await freshUser(), await freshUser()];
    const [mine, theirs] = [newSecret(), newSecret()];
    await signIn(deps, { email: user.email, password: FACTORY_PASSWORD }, { ...origin, device: mine });
    await signIn(deps, { email: other.email, password: FACTORY_PASSWORD }, { ...origin, device: theirs });
    for (let tries = 0; tries < 10; tries++)
      await expect(signIn(deps, wrong(user.email), { ...origin, device: mine })).rejects.toMatchObject({
        code: "SIGN_IN_FAILED",
      });
    await expect(signIn(deps, wrong(user.email), { ...origin, device: mine })).rejects.toMatchObject(limited);
    await besiege(user.email);
    await expect(signIn(deps, wrong(user.email), { ...elsewhere(99), device: theirs })).rejects.toMatchObject(
      limited,
    );
  });

  it("comes to an end after a hundred failures in a row, and a right one begins the count anew", async () => {
    const user = await freshUser();
    const right = { email: user.email, password: FACTORY_PASSWORD };
    await expect(signIn(deps, wrong(user.email), origin)).rejects.toBeDefined();
    const long = () => deps.db.rateLimit.findMany({ where: { key: { startsWith: "SIGN_IN_PERSON_LONG" } } });
    expect((await long()).map(({ points }) => points)).toEqual([1]);
    await signIn(deps, right, origin);
    expect(await long()).toEqual([]);
    await expect(signIn(deps, wrong(user.email), origin)).rejects.toBeDefined();
    await deps.db
      .$executeRaw`update portal.rate_limit set points = 100 where key like 'SIGN_IN_PERSON_LONG%'`;
    await expect(signIn(deps, right, elsewhere(1))).rejects.toMatchObject({
      ...limited,
      message: expect.stringContaining("by mail"),
    });
  });
});

describe("a new browser", () => {
  const told = async (email: string) =>
    (await deps.db.mailMessage.findMany({ where: { recipient: email } })).filter(({ subject }) =>
      subject.includes("new browser"),
    );

  it("is told of by mail, but for the first of all, and only once", async () => {
    const user = await freshUser();
    const right = { email: user.email, password: FACTORY_PASSWORD };
    const [first, second] = [newSecret(), newSecret()];
    await signIn(deps, right, { ...origin, device: first });
    await signIn(deps, right, { ...origin, ip: "198.51.100.9", device: first });
    expect(await told(user.email)).toEqual([]);
    const agent = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0";
    await signIn(deps, right, { ip: "198.51.100.9", userAgent: agent, device: second });
    await signIn(deps, right, { ...origin, device: second });
    const mails = await told(user.email);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.body).toContain("Firefox on Windows, from the address 198.51.100.9");
  });

  it("is no known one for who has shown only the password of a sign-in with a second factor", async () => {
    const user = await freshUser();
    await giveSecondFactor(deps, user.id, newTotpKey());
    const right = { email: user.email, password: FACTORY_PASSWORD };
    const device = newSecret();
    for (let n = 0; n < 2; n++)
      expect(await signIn(deps, right, { ...origin, device })).toMatchObject({ isPending: true });
    expect(await told(user.email)).toEqual([]);
    expect(await deps.db.knownDevice.findMany({ where: { userId: user.id } })).toMatchObject([
      { knownSince: null },
    ]);
  });

  it("is kept by a hash of its secret, and forgotten when its cookie is gone", async () => {
    const user = await freshUser();
    const device = newSecret();
    await signIn(deps, { email: user.email, password: FACTORY_PASSWORD }, { ...origin, device });
    const [row] = await deps.db.knownDevice.findMany({ where: { userId: user.id } });
    expect(JSON.stringify(row)).not.toContain(device);
    deps.clock.advance(DEVICE_LIFE_MS + 1000);
    expect(await removeOldDevices(deps)).toBeGreaterThan(0);
    expect(await deps.db.knownDevice.count({ where: { userId: user.id } })).toBe(0);
  });

  it("gets a cookie that scripts cannot read, and keeps the one it has", () => {
    const made = deviceOfSignIn(deps.env, null);
    expect(made.cookie).toBe(
      `rushtrade.device=${made.secret}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax`,
    );
    expect(deviceOfSignIn(deps.env, `a=b; rushtrade.device=${made.secret}`).secret).toBe(made.secret);
    expect(deviceOfSignIn(deps.env, "rushtrade.device=<script>").secret).toMatch(/^[\w-]{43}$/);
    const secure = { NEXTAUTH_URL: "https://portal.example.com" };
    expect(deviceOfSignIn(secure, null).cookie).toMatch(/^__Host-rushtrade\.device=.*; Secure$/);
  });
});

describe("a session", () => {
  it("is the row's: ended there, it is over everywhere", async () => {
    const actor = await signedIn();
    await endSession(deps, actor, { sessionId: actor.sessionId });
    expect(await readSession(deps, actor.sessionId)).toBeNull();
  });

  it("cannot be ended by another person", async () => {
    const [actor, other] = [await signedIn(), await signedIn()];
    await expect(endSession(deps, other, { sessionId: actor.sessionId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await readSession(deps, actor.sessionId)).not.toBeNull();
    expect((await listSessions(deps, other)).map((session) => session.id)).not.toContain(actor.sessionId);
  });

  it("runs out when unused, lives on when used, and ends after its longest time", async () => {
    const actor = await signedIn();
    deps.clock.advance(11 * HOUR);
    expect(await readSession(deps, actor.sessionId)).not.toBeNull();
    deps.clock.advance(11 * HOUR);
    expect(await readSession(deps, actor.sessionId)).not.toBeNull();
    deps.clock.advance(2 * HOUR);
    expect(await readSession(deps, actor.sessionId)).toBeNull();
    const staff = await signedIn("REVIEWER");
    deps.clock.advance(2 * HOUR);
    expect(await readSession(deps, staff.sessionId)).toBeNull();
  });

  it("carries the role of now, not of sign-in", async () => {
    const actor = await signedIn("REVIEWER");
    await deps.db.user.update({ where: { id: actor.userId }, data: { role: "INVESTOR" } });
    expect(await readSession(deps, actor.sessionId)).toMatchObject({ role: "INVESTOR" });
  });

  it("leaves only itself when the others are ended or the password is changed", async () => {
    const actor = await signedIn();
    const again = async () => signIn(deps, { email: actor.email, password: FACTORY_PASSWORD }, origin);
    const second = await again();
    expect(await endOtherSessions(deps, actor)).toEqual({ ended: 1 });
    expect(await readSession(deps, second.sessionId)).toBeNull();
    const third = await again();
    await changePassword(deps, actor, {
      currentPassword: FACTORY_PASSWORD,
      password: "another quiet morning",
    });
    expect(await readSession(deps, third.sessionId)).toBeNull();
    expect(await readSession(deps, actor.sessionId)).not.toBeNull();
    await expect(
      changePassword(deps, actor, { currentPassword: FACTORY_PASSWORD, password: "a third quiet morning" }),
    ).rejects.toMatchObject({ code: "VALIDATION", fields: [{ path: "currentPassword" }] });
  });
});

describe("the cookie", () => {
  const cookie = async (payload: Record<string, unknown>, secret = deps.env.NEXTAUTH_SECRET) =>
    `theme=dark; ${sessionCookieName(deps.env)}=${await encode({ token: payload, secret })}; other=1`;

  it("leads to the actor while the row lives", async () => {
    const actor = await signedIn();
    const header = await cookie({ sid: actor.sessionId });
    expect(await actorFromCookies(deps, header)).toEqual(actor);
    expect(await actorFromCookies(deps, header)).toEqual(actor);
    await endSession(deps, actor, { sessionId: actor.sessionId });
    expect(await actorFromCookies(deps, header)).toBeNull();
  });

  it("means nothing when forged, foreign, empty or absent", async () => {
    const actor = await signedIn();
    const forged = await cookie({ sid: actor.sessionId }, "another secret that is long enough");
    for (const header of [
      forged,
      await cookie({ sub: actor.userId }),
      await cookie({ sid: "x' or 1=1" }),
      "",
      null,
    ])
      expect(await actorFromCookies(deps, header)).toBeNull();
  });

  it("holds a session id and no word about the person", async () => {
    const options = nextAuthOptions(deps);
    const token = await options.callbacks?.jwt?.({
      token: { name: "Margaret", email: "margaret@example.com" },
      user: { id: "session-id" },
      account: null,
    });
    expect(token).toEqual({ sid: "session-id" });
    expect(options.useSecureCookies).toBe(false);
    const secure = { ...deps.env, NEXTAUTH_URL: "https://portal.example.com" };
    expect(sessionCookieName(secure)).toBe("__Secure-next-auth.session-token");
  });
});
