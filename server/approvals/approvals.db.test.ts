import { describe, expect, it } from "vitest";
import { createActor } from "@/prisma/factories/users";
import { type ApprovalEffects, decide } from "@/server/approvals/decide";
import { propose } from "@/server/approvals/propose";
import { listApprovals } from "@/server/approvals/queries";
import { spendApproval } from "@/server/approvals/spend-approval";
import type { Actor } from "@/server/platform/actor";
import { newId } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const deps = testDeps(database);
let counter = 0;
const person = (role: Actor["role"] = "ADMIN") =>
  createActor(deps.db, { email: `eyes${++counter}@example.com`, role }, deps.clock.now());

/** Counts in the database what was done, so that only what was committed counts. */
const effects: ApprovalEffects = {
  TAX_ID: { approved: async () => {} },
  ACCOUNT_LIMITS: {
    async approved(tx, _deps, _actor, { id, payload }) {
      await tx.$executeRaw`insert into portal.rate_limit (key, points) values (${`done:${id}`}, 1)
        on conflict (key) do update set points = rate_limit.points + 1`;
      if ((payload as { fails?: boolean }).fails) throw new Error("the effect failed");
    },
    async declined(tx, _deps, _actor, { id }) {
      await tx.$executeRaw`insert into portal.rate_limit (key, points) values (${`declined:${id}`}, 1)`;
    },
  },
};
const counted = async (key: string) => (await deps.db.rateLimit.findUnique({ where: { key } }))?.points ?? 0;

async function proposal(
  maker: Actor,
  more: { approvalsNeeded?: number; payload?: object; subjectId?: string } = {},
) {
  return deps.db.$transaction((tx) =>
    propose(tx, deps, maker, {
      kind: "ACCOUNT_LIMITS",
      subjectType: "account",
      subjectId: newId(),
      payload: {},
      reason: "An active trader.",
      ...more,
    }),
  );
}
const answer = (by: Actor, approvalId: string, said: "approve" | "reject" | "withdraw" = "approve") =>
  decide(deps, by, { approvalId, answer: said, reason: "Looked at." }, effects);

describe("four eyes", () => {
  it("do what was proposed once, of ten who approve at the same time", async () => {
    const id = await proposal(await person());
    const others = await Promise.all(Array.from({ length: 10 }, () => person()));
    const results = await Promise.allSettled(others.map((other) => answer(other, id)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "CONFLICT" });
    expect(await counted(`done:${id}`)).toBe(1);
    const row = await deps.db.approval.findUniqueOrThrow({ where: { id }, include: { votes: true } });
    expect([row.status, row.votes.length]).toEqual(["APPROVED", 1]);
    const audited = await deps.db.auditEvent.findMany({
      where: { subjectId: row.subjectId },
      orderBy: { at: "asc" },
    });
    expect(audited.map(({ action }) => action)).toEqual(["approval.proposed", "approval.approved"]);
  });

  it("refuse the maker, a lower role, and a stranger's withdrawal", async () => {
    const maker = await person();
    const id = await proposal(maker);
    await expect(answer(maker, id)).rejects.toMatchObject({ code: "FOUR_EYES" });
    await expect(answer(maker, id, "reject")).rejects.toMatchObject({ code: "FOUR_EYES" });
    await expect(answer(await person("REVIEWER"), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(answer(await person("INVESTOR"), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(answer(await person(), id, "withdraw")).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await counted(`done:${id}`)).toBe(0);
    await expect(proposal(await person("REVIEWER"))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(answer(await person(), newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("are the database's own rule, too", async () => {
    const maker = await person();
    const id = await proposal(maker);
    const by = { decidedBy: maker.userId, decidedAt: new Date(deps.clock.now()) };
    await expect(
      deps.db.approval.update({ where: { id }, data: { status: "APPROVED", ...by } }),
    ).rejects.toThrow();
    const vote = { approvalId: id, voter: maker.userId, votedAt: by.decidedAt, reason: "Mine." };
    await expect(
      deps.db.approvalVote.create({ data: { ...vote, proposedBy: maker.userId } }),
    ).rejects.toThrow();
    await expect(deps.db.approvalVote.create({ data: { ...vote, proposedBy: newId() } })).rejects.toThrow();
  });

  it("wait for as many as are needed, each counted once", async () => {
    const id = await proposal(await person(), { approvalsNeeded: 2 });
    const [first, second] = [await person(), await person()];
    expect((await answer(first, id)).status).toBe("PROPOSED");
    await expect(answer(first, id)).rejects.toMatchObject({ code: "CONFLICT" });
    const [seen] = (await listApprovals(deps, first, { status: "PROPOSED" })).filter(
      (view) => view.id === id,
    );
    expect(seen).toMatchObject({ approvedBy: [first.email], may: { approve: false, reject: true } });
    expect((await answer(second, id)).status).toBe("APPROVED");
    expect(await counted(`done:${id}`)).toBe(1);
  });

  it("take the decision back with an effect that fails", async () => {
    const id = await proposal(await person(), { payload: { fails: true } });
    await expect(answer(await person(), id)).rejects.toThrow("the effect failed");
    expect((await deps.db.approval.findUniqueOrThrow({ where: { id } })).status).toBe("PROPOSED");
    expect(await counted(`done:${id}`)).toBe(0);
  });

  it("let go what was rejected or withdrawn, and it can be proposed anew then", async () => {
    const maker = await person();
    const subjectId = newId();
    const id = await proposal(maker, { subjectId });
    await expect(proposal(maker, { subjectId })).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await answer(maker, id, "withdraw")).status).toBe("WITHDRAWN");
    expect(await counted(`declined:${id}`)).toBe(1);
    const next = await proposal(maker, { subjectId });
    expect((await answer(await person(), next, "reject")).status).toBe("REJECTED");
    expect(await counted(`done:${next}`)).toBe(0);
  });

  it("give a permission that is used once, by its maker, while it is young", async () => {
    const [maker, other] = [await person(), await person()];
    const use = (by: Actor, approvalId: string) =>
      deps.db.$transaction((tx) =>
        spendApproval(tx, deps, by, { kind: "ACCOUNT_LIMITS", approvalId, minutes: 10 }),
      );
    const id = await proposal(maker);
    expect(await use(maker, id)).toBe(false);
    await answer(other, id);
    expect(await use(other, id)).toBe(false);
    const uses = await Promise.all(Array.from({ length: 5 }, () => use(maker, id)));
    expect(uses.filter(Boolean)).toHaveLength(1);
    const late = await proposal(maker);
    await answer(other, late);
    deps.clock.advance(10 * 60_000);
    expect(await use(maker, late)).toBe(false);
  });
});
