import { describe, expect, it } from "vitest";
import { createActor } from "@/prisma/factories/users";
import { accountsRouter } from "@/server/accounts/router";
import { auditRouter } from "@/server/audit/router";
import { authRouter } from "@/server/auth/router";
import { applicationsRouter, reviewRouter } from "@/server/onboarding/router";
import type { Actor } from "@/server/platform/actor";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";
import { createCallerFactory, router } from "@/server/trpc/procedures";

const database = await testDatabase();
const deps = testDeps(database);
const createCaller = createCallerFactory(
  router({
    auth: authRouter,
    applications: applicationsRouter,
    review: reviewRouter,
    accounts: accountsRouter,
    audit: auditRouter,
  }),
);
const callerOf = (actor: Actor | null) =>
  createCaller({ deps, actor, origin: { ip: "192.0.2.7", userAgent: "test" } });
const id = "01931b6e-8f2a-7c3d-8e4f-0a1b2c3d4e5f";
const person = (email: string, role: Actor["role"] = "INVESTOR", isVerified = true) =>
  createActor(deps.db, { email, role, isVerified }, deps.clock.now());

describe("the doors", () => {
  it("tell nobody anything but who they are", async () => {
    const nobody = callerOf(null);
    expect(await nobody.auth.me()).toBeNull();
    for (const call of [
      nobody.auth.sessions(),
      nobody.applications.mine(),
      nobody.accounts.mine(),
      nobody.review.queue({}),
      nobody.audit.state(),
    ])
      await expect(call).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("are shut to customers who have not confirmed their address", async () => {
    const caller = callerOf(await person("unconfirmed@example.com", "INVESTOR", false));
    await expect(caller.applications.start({ accountType: "INDIVIDUAL_CASH" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("of the staff are shut to customers, and the audit to reviewers", async () => {
    const customer = callerOf(await person("customer@example.com"));
    const reviewer = callerOf(await person("reviewer@example.com", "REVIEWER"));
    const admin = callerOf(await person("admin@example.com", "ADMIN"));
    for (const call of [
      customer.review.queue({}),
      customer.review.application({ applicationId: id }),
      customer.review.decide({ applicationId: id, decision: "approve", reason: "I like me." }),
      customer.accounts.list({}),
      customer.accounts.detail({ accountId: id }),
      reviewer.audit.list({}),
      reviewer.audit.verify(),
    ])
      await expect(call).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await reviewer.review.queue({})).applications).toEqual([]);
    expect((await admin.audit.verify()).ok).toBe(true);
  });
});

describe("malformed input", () => {
  const refused = { code: "BAD_REQUEST" };

  it("is refused with a field and writes nothing", async () => {
    const caller = callerOf(await person("malformed@example.com"));
    const nonsense: unknown[] = [
      undefined,
      null,
      Number.NaN,
      2 ** 53 + 1,
      "1e309",
      -1,
      [],
      {},
      "x".repeat(10_000),
    ];
    for (const value of nonsense) {
      const saving = caller.applications.saveStep({
        applicationId: id,
        step: "identity",
        answers: value,
      } as never);
      await expect(saving).rejects.toMatchObject(refused);
      await expect(caller.applications.submit({ applicationId: value } as never)).rejects.toMatchObject(
        refused,
      );
      await expect(caller.applications.start({ accountType: value } as never)).rejects.toMatchObject(refused);
      await expect(caller.auth.endSession({ sessionId: value } as never)).rejects.toMatchObject(refused);
      if (value !== "1e309")
        await expect(caller.auth.rename({ displayName: value } as never)).rejects.toMatchObject(refused);
      const stranger = callerOf(null);
      await expect(stranger.auth.signUp(value as never)).rejects.toMatchObject(refused);
      await expect(stranger.auth.verifyEmail({ token: value } as never)).rejects.toMatchObject(refused);
      await expect(stranger.auth.mailbox({ address: value } as never)).rejects.toMatchObject(refused);
    }
    expect(await deps.db.application.count()).toBe(0);
    expect(await deps.db.emailToken.count()).toBe(0);
  });

  it("with fields that nobody asked for is refused too", async () => {
    const caller = callerOf(await person("unknown-fields@example.com"));
    const asStaff = { accountType: "INDIVIDUAL_CASH", status: "APPROVED" } as never;
    await expect(caller.applications.start(asStaff)).rejects.toMatchObject(refused);
    const asAdmin = {
      email: "a@example.com",
      displayName: "A",
      password: "calm harbour lantern",
      role: "ADMIN",
    };
    await expect(callerOf(null).auth.signUp(asAdmin as never)).rejects.toMatchObject(refused);
  });

  it("in searches and cursors is refused, never an error of ours", async () => {
    const admin = callerOf(await person("searching@example.com", "ADMIN"));
    for (const search of ["\u0000", "x".repeat(10_000)]) {
      await expect(admin.review.queue({ search })).rejects.toMatchObject(refused);
      await expect(admin.accounts.list({ search })).rejects.toMatchObject(refused);
      await expect(admin.audit.list({ search })).rejects.toMatchObject(refused);
    }
    for (const cursor of ["1:2", "' or 1=1", "9".repeat(90), `${"9".repeat(15)}:${id}`]) {
      await expect(admin.review.queue({ cursor })).rejects.toMatchObject(refused);
      await expect(admin.accounts.list({ cursor })).rejects.toMatchObject(refused);
      await expect(admin.audit.list({ cursor })).rejects.toMatchObject(refused);
    }
    expect((await admin.accounts.list({ search: "100%_\\' --", cursor: `0:${id}` })).accounts).toEqual([]);
    expect((await admin.accounts.list({ cursor: `${"2".repeat(13)}:${id}` })).accounts).toEqual([]);
  });
});
