import { beforeEach, describe, expect, it } from "vitest";
import { createUser, FACTORY_PASSWORD } from "@/prisma/factories/users";
import { changeEmail, readEmailChange, takeBackEmailChange } from "@/server/auth/change-email";
import { confirmEmailChange, stopEmailChange } from "@/server/auth/confirm-email-change";
import { makeLink } from "@/server/auth/email-tokens";
import { readSession, startSession } from "@/server/auth/sessions";
import type { Actor } from "@/server/platform/actor";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const origin = { ip: "192.0.2.9", userAgent: "test" };
const HOUR_MS = 3_600_000;
let deps: TestDeps;
let counter = 0;

beforeEach(async () => {
  await database.portal.$executeRaw`delete from portal.rate_limit`;
  deps = testDeps(database);
});

async function person(): Promise<{ actor: Actor; next: string }> {
  const email = `old${++counter}@example.com`;
  const now = deps.clock.now();
  const user = await createUser(deps.db, { email }, now);
  const sessionId = await deps.db.$transaction((tx) =>
    startSession(
      tx,
      { user: { id: user.id, role: "INVESTOR" }, origin, deviceId: null, isPending: false },
      now,
    ),
  );
  const actor = await readSession(deps, sessionId);
  if (!actor) throw new Error("no session");
  return { actor, next: `new${counter}@example.com` };
}
const ask = (actor: Actor, email: string, password = FACTORY_PASSWORD) =>
  changeEmail(deps, actor, { email, password });
/** The secret of the latest link of a change that was sent to an address; null if none was. */
async function secretTo(recipient: string): Promise<string | null> {
  const mail = await deps.db.mailMessage.findFirst({
    where: { recipient, link: { contains: "/confirm-email" } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return mail?.link ? new URL(mail.link).searchParams.get("token") : null;
}
const confirm = async (recipient: string) =>
  confirmEmailChange(deps, { token: (await secretTo(recipient)) ?? "" }, origin);
const emailOf = async ({ userId }: Actor) =>
  (await deps.db.user.findUniqueOrThrow({ where: { id: userId } })).email;

describe("another e-mail address", () => {
  it("counts once both have confirmed, ends the sessions and old links, and is told to both", async () => {
    const { actor, next } = await person();
    const old = actor.email;
    await deps.db.$transaction((tx) =>
      makeLink(tx, deps.env, { userId: actor.userId, purpose: "RESET_PASSWORD", now: deps.clock.now() }),
    );
    await ask(actor, next);
    expect(await confirm(next)).toEqual({ isChanged: false, newEmail: next });
    expect([await emailOf(actor), await readEmailChange(deps, actor)]).toMatchObject([
      old,
      { newEmail: next, oldConfirmed: false, newConfirmed: true },
    ]);
    expect(await confirm(next)).toMatchObject({ isChanged: false });
    const secrets = [await secretTo(old), await secretTo(next)];
    expect(await confirm(old)).toEqual({ isChanged: true, newEmail: next });
    expect([await emailOf(actor), await readSession(deps, actor.sessionId)]).toEqual([next, null]);
    for (const token of secrets)
      await expect(confirmEmailChange(deps, { token: token ?? "" }, origin)).rejects.toMatchObject({
        code: "TOKEN_INVALID",
      });
    expect(await deps.db.emailToken.count({ where: { userId: actor.userId, usedAt: null } })).toBe(0);
    const told = await deps.db.mailMessage.findMany({
      where: { subject: "Your e-mail address was changed" },
      select: { recipient: true },
    });
    expect(told.map(({ recipient }) => recipient).toSorted()).toEqual([next, old].toSorted());
  });

  it("is made once when both confirm at the same moment", async () => {
    const { actor, next } = await person();
    await ask(actor, next);
    const answers = await Promise.all([confirm(next), confirm(actor.email)]);
    expect(answers.map(({ isChanged }) => isChanged).toSorted()).toEqual([false, true]);
    expect(await emailOf(actor)).toBe(next);
  });

  it("needs the password, and another address than one has", async () => {
    const { actor, next } = await person();
    await expect(ask(actor, next, "not my password")).rejects.toThrow();
    await expect(ask(actor, actor.email)).rejects.toMatchObject({ code: "VALIDATION" });
    expect(await readEmailChange(deps, actor)).toBeNull();
  });

  it("that somebody has already looks the same to who asks, and can never be confirmed", async () => {
    const [{ actor }, { actor: other }] = [await person(), await person()];
    const view = await ask(actor, other.email);
    expect(view).toMatchObject({ newEmail: other.email, newConfirmed: false });
    expect(await secretTo(other.email)).toBeNull();
    expect(
      await deps.db.mailMessage.count({
        where: { recipient: other.email, subject: "Somebody gave your e-mail address" },
      }),
    ).toBe(1);
    expect(await confirm(actor.email)).toMatchObject({ isChanged: false });
  });

  it("that somebody takes meanwhile is refused, and everything stays as it was", async () => {
    const { actor, next } = await person();
    await ask(actor, next);
    await confirm(next);
    await createUser(deps.db, { email: next }, deps.clock.now());
    await expect(confirm(actor.email)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await emailOf(actor)).toBe(actor.email);
  });

  it("is stopped from the old address alone, and then everybody is signed out", async () => {
    const { actor, next } = await person();
    await ask(actor, next);
    const [oldSecret, newSecret] = [await secretTo(actor.email), await secretTo(next)];
    await expect(stopEmailChange(deps, { token: newSecret ?? "" }, origin)).rejects.toMatchObject({
      code: "TOKEN_INVALID",
    });
    await stopEmailChange(deps, { token: oldSecret ?? "" }, origin);
    expect(await readSession(deps, actor.sessionId)).toBeNull();
    await expect(confirm(next)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  });

  it("is replaced by a later one, can be taken back, and lapses after a day", async () => {
    const { actor, next } = await person();
    await ask(actor, next);
    const first = await secretTo(next);
    await ask(actor, `second.${next}`);
    await expect(confirmEmailChange(deps, { token: first ?? "" }, origin)).rejects.toMatchObject({
      code: "TOKEN_INVALID",
    });
    await takeBackEmailChange(deps, actor);
    await expect(takeBackEmailChange(deps, actor)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await ask(actor, next);
    deps.clock.advance(25 * HOUR_MS);
    await expect(confirm(next)).rejects.toMatchObject({ code: "TOKEN_INVALID" });
    expect(await readEmailChange(deps, actor)).toBeNull();
  });
});
