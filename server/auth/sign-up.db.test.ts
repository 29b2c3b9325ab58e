import { beforeEach, describe, expect, it } from "vitest";
import { createUser, FACTORY_PASSWORD } from "@/prisma/factories/users";
import { requestPasswordReset, resetPassword } from "@/server/auth/change-password";
import { readMailbox } from "@/server/auth/queries";
import { readSession } from "@/server/auth/sessions";
import { signIn } from "@/server/auth/sign-in";
import { resendVerification, signUp, verifyEmail } from "@/server/auth/sign-up";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const origin = { ip: "192.0.2.7", userAgent: "test" };
const newcomer = { email: "margaret@example.com", displayName: "Margaret Holm", password: FACTORY_PASSWORD };
let deps: TestDeps;

beforeEach(async () => {
  await database.portal.$executeRaw`delete from portal.email_token`;
  await database.portal.$executeRaw`delete from portal.session`;
  await database.portal.$executeRaw`delete from portal.users`;
  await database.portal.$executeRaw`delete from portal.mail_message`;
  await database.portal.$executeRaw`delete from portal.rate_limit`;
  deps = testDeps(database);
});

const mails = (address: string) => readMailbox(deps, { address });
const tokenOf = (href: string | null | undefined) =>
  new URLSearchParams((href ?? "").split("?")[1]).get("token") ?? "";

describe("signing up", () => {
  it("sends a link that confirms the address once", async () => {
    await signUp(deps, newcomer, origin);
    const [mail] = await mails(newcomer.email);
    expect(mail?.href).toMatch(/^\/verify-email\?token=/);
    const token = tokenOf(mail?.href);
    await expect(signIn(deps, newcomer, origin)).rejects.toMatchObject({ code: "EMAIL_NOT_VERIFIED" });
    await verifyEmail(deps, { token }, origin);
    await expect(verifyEmail(deps, { token }, origin)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
    const { sessionId } = await signIn(deps, newcomer, origin);
    expect(await readSession(deps, sessionId)).toMatchObject({ email: newcomer.email, emailVerified: true });
  });

  it("keeps neither the password nor the link's secret in the clear", async () => {
    await signUp(deps, newcomer, origin);
    const [user] = await deps.db.user.findMany();
    const [token] = await deps.db.emailToken.findMany();
    expect(user?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(token?.tokenHash).not.toBe(tokenOf((await mails(newcomer.email))[0]?.href));
  });

  it("answers alike for a known address, and tells its owner instead", async () => {
    const owner = await createUser(deps.db, { email: "known@example.com" }, deps.clock.now());
    const known = await signUp(deps, { ...newcomer, email: owner.email }, origin);
    const fresh = await signUp(deps, newcomer, origin);
    expect(Object.keys(known)).toEqual(Object.keys(fresh));
    const [mail] = await mails(owner.email);
    expect(mail?.subject).toBe("You already have a RushTrade sign-in");
    await expect(deps.db.user.count()).resolves.toBe(2);
    await expect(
      signIn(deps, { email: owner.email, password: newcomer.password }, origin),
    ).resolves.toBeDefined();
  });

  it("lets the latest sign-up of an unconfirmed address stand, with its own link only", async () => {
    await signUp(deps, { ...newcomer, password: "a stranger was first" }, origin);
    const first = tokenOf((await mails(newcomer.email))[0]?.href);
    deps.clock.advance(1000);
    await signUp(deps, newcomer, origin);
    await expect(verifyEmail(deps, { token: first }, origin)).rejects.toMatchObject({
      code: "TOKEN_INVALID",
    });
    await verifyEmail(deps, { token: tokenOf((await mails(newcomer.email))[0]?.href) }, origin);
    await expect(signIn(deps, newcomer, origin)).resolves.toBeDefined();
    expect(await deps.db.user.count()).toBe(1);
  });

  it("makes one person of five sign-ups at the same time", async () => {
    const tries = Array.from({ length: 5 }, () => signUp(deps, newcomer, origin));
    await Promise.all(tries);
    expect(await deps.db.user.count()).toBe(1);
    const waiting = await deps.db.emailToken.count({ where: { usedAt: null } });
    expect(waiting).toBe(1);
  });

  it("refuses a password that is widely known, beside its field", async () => {
    await expect(signUp(deps, { ...newcomer, password: "passwordpassword1" }, origin)).rejects.toMatchObject({
      code: "PASSWORD_TOO_WEAK",
      fields: [{ path: "password" }],
    });
    expect(await deps.db.user.count()).toBe(0);
  });

  it("sends at most five mails an hour to one address", async () => {
    for (let i = 0; i < 5; i++) await resendVerification(deps, { email: "nobody@example.com" }, origin);
    await expect(signUp(deps, { ...newcomer, email: "nobody@example.com" }, origin)).rejects.toMatchObject({
      code: "RATE_LIMITED",
    });
    expect(await mails("nobody@example.com")).toEqual([]);
  });

  it("lets a link run out after a day", async () => {
    await signUp(deps, newcomer, origin);
    const token = tokenOf((await mails(newcomer.email))[0]?.href);
    deps.clock.advance(24 * 3_600_000);
    await expect(verifyEmail(deps, { token }, origin)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  });

  it("lets one of ten uses of a link at the same time succeed", async () => {
    await signUp(deps, newcomer, origin);
    const token = tokenOf((await mails(newcomer.email))[0]?.href);
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => verifyEmail(deps, { token }, origin)),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  });

  it("hides the mailbox in production", async () => {
    const production = { ...deps, env: { ...deps.env, APP_MODE: "production" as const } };
    await expect(readMailbox(production, { address: newcomer.email })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("a forgotten password", () => {
  it("is replaced through the mail, once, and ends all sessions", async () => {
    const user = await createUser(deps.db, { email: "known@example.com" }, deps.clock.now());
    const { sessionId } = await signIn(deps, { email: user.email, password: FACTORY_PASSWORD }, origin);
    await requestPasswordReset(deps, { email: user.email }, origin);
    const token = tokenOf((await mails(user.email))[0]?.href);
    const password = "another quiet morning";
    await expect(resetPassword(deps, { token, password: "short" }, origin)).rejects.toMatchObject({
      code: "PASSWORD_TOO_WEAK",
    });
    await resetPassword(deps, { token, password }, origin);
    await expect(resetPassword(deps, { token, password }, origin)).rejects.toMatchObject({
      code: "TOKEN_INVALID",
    });
    expect(await readSession(deps, sessionId)).toBeNull();
    await expect(
      signIn(deps, { email: user.email, password: FACTORY_PASSWORD }, origin),
    ).rejects.toMatchObject({
      code: "SIGN_IN_FAILED",
    });
    await expect(signIn(deps, { email: user.email, password }, origin)).resolves.toBeDefined();
  });

  it("does not tell whether an address is known", async () => {
    expect(await requestPasswordReset(deps, { email: "nobody@example.com" }, origin)).toEqual({
      email: "nobody@example.com",
    });
    expect(await mails("nobody@example.com")).toEqual([]);
  });
});
