import { beforeEach, describe, expect, it } from "vitest";
import { giveSecondFactor } from "@/prisma/factories/second-factors";
import { createActor } from "@/prisma/factories/users";
import { decide } from "@/server/approvals";
import { APPROVAL_EFFECTS } from "@/server/approvals/effects";
import { proposeSecondFactorReset } from "@/server/auth/reset-second-factor";
import { readSession, startSession } from "@/server/auth/sessions";
import { newTotpKey } from "@/server/auth/totp";
import type { Actor } from "@/server/platform/actor";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const HERE = { ip: "192.0.2.7", userAgent: "test" };
let deps: TestDeps;
let counter = 0;

beforeEach(() => {
  deps = testDeps(database);
});

const person = (role: Actor["role"]) =>
  createActor(deps.db, { email: `lost${++counter}@example.com`, role }, deps.clock.now());

/** Somebody with an app, ten recovery codes and two sessions. */
async function enrolled(role: Actor["role"]) {
  const who = await person(role);
  await giveSecondFactor(deps, who.userId, newTotpKey());
  const now = deps.clock.now();
  const user = { id: who.userId, role };
  const start = () =>
    deps.db.$transaction((tx) =>
      startSession(tx, { user, origin: HERE, deviceId: null, isPending: false }, now),
    );
  return { who, sessions: [await start(), await start()] };
}

const proposed = async (by: Actor, of: Actor) =>
  (await proposeSecondFactorReset(deps, by, { email: of.email, reason: "She came with her passport." }))
    .approvalId;
const answer = (by: Actor, approvalId: string, said: "approve" | "reject" = "approve") =>
  decide(deps, by, { approvalId, answer: said, reason: "Called, too." }, APPROVAL_EFFECTS);
const codesOf = ({ userId }: Actor) => deps.db.recoveryCode.count({ where: { userId } });
const hasFactor = async ({ userId }: Actor) =>
  (await deps.db.secondFactor.findUnique({ where: { userId } })) !== null;

describe("resetting somebody's second factor", () => {
  it.each([
    ["a colleague's, by two other administrators", "ADMIN", "ADMIN"],
    ["a reviewer's, by two administrators", "REVIEWER", "ADMIN"],
    ["a customer's, by two of the staff", "INVESTOR", "REVIEWER"],
  ] as const)("%s, once", async (_what, role, staff) => {
    const { who, sessions } = await enrolled(role);
    const maker = await person(staff);
    const id = await proposed(maker, who);
    expect([await hasFactor(who), await codesOf(who)]).toEqual([true, 10]);
    await expect(answer(maker, id)).rejects.toMatchObject({ code: "FOUR_EYES" });
    const others = await Promise.all([person(staff), person(staff), person(staff)]);
    const answers = await Promise.allSettled(others.map((other) => answer(other, id)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect([await hasFactor(who), await codesOf(who)]).toEqual([false, 0]);
    for (const session of sessions) expect(await readSession(deps, session)).toBeNull();
    const mails = await deps.db.mailMessage.findMany({ where: { recipient: who.email } });
    expect(mails.map(({ subject }) => subject).sort()).toEqual([
      "Somebody asked us to reset your second factor",
      "Your second factor was reset",
    ]);
    const audited = await deps.db.auditEvent.findMany({
      where: { subjectId: who.userId, subjectType: "user" },
      orderBy: { id: "asc" },
    });
    expect(audited.map(({ action }) => action).sort()).toEqual([
      "approval.approved",
      "approval.proposed",
      "user.second_factor_reset",
    ]);
    await expect(proposed(maker, who)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is refused to whom it concerns, to a lower role, and to customers", async () => {
    const { who } = await enrolled("ADMIN");
    const [maker, reviewer, investor] = [
      await person("ADMIN"),
      await person("REVIEWER"),
      await person("INVESTOR"),
    ];
    await expect(proposed(who, who)).rejects.toMatchObject({ code: "FOUR_EYES" });
    await expect(proposed(reviewer, who)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const id = await proposed(maker, who);
    await expect(proposed(await person("ADMIN"), who)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(answer(who, id)).rejects.toMatchObject({ code: "FOUR_EYES" });
    await expect(answer(reviewer, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(answer(investor, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const customer = await enrolled("INVESTOR");
    await expect(proposed(investor, customer.who)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect([await hasFactor(who), await codesOf(who)]).toEqual([true, 10]);
  });

  it("takes nothing away when it is rejected, or was turned off meanwhile", async () => {
    const { who, sessions } = await enrolled("INVESTOR");
    await answer(await person("ADMIN"), await proposed(await person("REVIEWER"), who), "reject");
    expect(await hasFactor(who)).toBe(true);
    expect(await readSession(deps, sessions[0] ?? "")).not.toBeNull();
    const id = await proposed(await person("REVIEWER"), who);
    await deps.db.recoveryCode.deleteMany({ where: { userId: who.userId } });
    await deps.db.secondFactor.deleteMany({ where: { userId: who.userId } });
    await expect(answer(await person("ADMIN"), id)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await deps.db.session.count({ where: { userId: who.userId, endedAt: null } })).toBe(2);
    const nobody = { email: "nobody-at-all@example.com", reason: "She came with her passport." };
    await expect(proposeSecondFactorReset(deps, await person("ADMIN"), nobody)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
