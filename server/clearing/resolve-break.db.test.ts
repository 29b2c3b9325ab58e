import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { proposeResolutionInput } from "@/domain/clearing/desk-inputs";
import { cashJournal } from "@/domain/ledger/posting-rules";
import { money } from "@/domain/money/money";
import { instantAt, localDate, toColumn, toDate } from "@/domain/time/instant";
import { createAccount } from "@/prisma/factories/accounts";
import { createOpenOrder } from "@/prisma/factories/orders";
import { createActor } from "@/prisma/factories/users";
import { accountDetail } from "@/server/accounts/queries";
import { assignBreak, listBreaks } from "@/server/clearing/breaks";
import { approveResolution, declineResolution, proposeResolution } from "@/server/clearing/resolve-break";
import { postJournals } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

const DAY = localDate("2026-06-01");
const REASON = "The trade was booked to the wrong account by hand.";
const database = await testDatabase();
let deps: TestDeps;
let maker: Actor;
let checkers: Actor[];
let counter = 0;

beforeAll(async () => {
  deps = testDeps(database);
  const admin = (name: string) =>
    createActor(
      deps.db,
      { email: `${name}@example.com`, role: "ADMIN", displayName: name },
      deps.clock.now(),
    );
  maker = await admin("maker");
  checkers = [];
  for (let n = 0; n < 10; n++) checkers.push(await admin(`checker${n}`));
});
const checker = () => checkers[0] as Actor;

/** An open break of a new account that has 100 dollars. */
async function found(
  more: { area?: string; kind?: string; ours?: string | null; theirs?: string | null } = {},
) {
  const owner = await createActor(deps.db, { email: `four-eyes${++counter}@example.com` }, deps.clock.now());
  const account = await createAccount(deps.db, { owner }, deps.clock.now());
  const posting = { source: randomUUID(), accountId: account.id, amount: money("100"), on: DAY };
  const exchangeAt = instantAt(DAY, "10:00");
  await postJournals(deps.db, [
    cashJournal("DEPOSIT", { ...posting, exchangeAt }),
    cashJournal("DEPOSIT_RELEASE", { ...posting, exchangeAt }),
  ]);
  const { area = "CASH", kind = "settled", ours = "100", theirs = "105" } = more;
  const { id } = await deps.db.reconciliationBreak.create({
    data: {
      id: randomUUID(),
      businessDate: toColumn(DAY),
      type: "AMOUNT",
      area,
      accountId: account.id,
      item: `${account.number} ${kind}`,
      ours,
      theirs,
      openedAt: toDate(exchangeAt),
    },
  });
  return { breakId: id, accountId: account.id };
}

const propose = (breakId: string, more: object = { kind: "EXPLANATION" }, actor = maker) =>
  proposeResolution(deps, actor, proposeResolutionInput.parse({ breakId, reason: REASON, ...more }));
const entry = (amount: string, more: object = {}) => ({
  kind: "ADJUSTMENT",
  ledgerAccount: "CASH_SETTLED",
  direction: "MORE",
  amount,
  ...more,
});
const viewOf = async (breakId: string, status: "OPEN" | "RESOLVED") =>
  (await listBreaks(deps, { status })).breaks.find(({ id }) => id === breakId);
const actionsOf = async (breakId: string) =>
  (await deps.db.auditEvent.findMany({ where: { subjectId: breakId } })).map(({ action }) => action).sort();

describe("a break", () => {
  it("is explained by one and approved by another, and nothing is booked", async () => {
    const { breakId, accountId } = await found();
    await assignBreak(deps, maker, { breakId, to: "me" });
    const { proposalId } = await propose(breakId);
    expect((await viewOf(breakId, "OPEN"))?.proposal).toMatchObject({
      kind: "EXPLANATION",
      reason: REASON,
      proposedByName: "maker",
      approvedByName: null,
    });
    const journals = await deps.db.journal.count({ where: { accountId } });
    await expect(approveResolution(deps, maker, { proposalId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await viewOf(breakId, "OPEN")).toBeDefined();
    await approveResolution(deps, checker(), { proposalId });
    expect(await viewOf(breakId, "RESOLVED")).toMatchObject({
      resolution: REASON,
      proposal: { proposedByName: "maker", approvedByName: "checker0" },
    });
    expect(await deps.db.journal.count({ where: { accountId } })).toBe(journals);
    expect(await actionsOf(breakId)).toEqual([
      "break.assigned",
      "break.resolution_approved",
      "break.resolution_proposed",
    ]);
    await expect(propose(breakId)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(assignBreak(deps, maker, { breakId, to: "me" })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is given to another administrator, or to nobody, and to no one else", async () => {
    const { breakId } = await found();
    const other = checker();
    await assignBreak(deps, maker, { breakId, to: other.userId });
    expect((await viewOf(breakId, "OPEN"))?.assignedTo).toBe("checker0");
    await assignBreak(deps, maker, { breakId, to: null });
    expect((await viewOf(breakId, "OPEN"))?.assignedTo).toBeNull();
    const reviewer = { email: "no-admin@example.com", role: "REVIEWER" } as const;
    const { userId } = await createActor(deps.db, reviewer, deps.clock.now());
    for (const to of [randomUUID(), userId])
      await expect(assignBreak(deps, maker, { breakId, to })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is adjusted by one journal, however many approve it at once", async () => {
    const { breakId, accountId } = await found();
    expect((await viewOf(breakId, "OPEN"))?.suggestion).toEqual({
      ledgerAccount: "CASH_SETTLED",
      asset: "USD",
      amount: "5",
    });
    const { proposalId } = await propose(breakId, entry("5"));
    const all = await Promise.allSettled(
      checkers.map((actor) => approveResolution(deps, actor, { proposalId })),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of all)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "CONFLICT" });
    const journals = await deps.db.journal.findMany({ where: { accountId, kind: "ADJUSTMENT" } });
    expect(journals.map(({ source }) => source)).toEqual([proposalId]);
    const cash = await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId } });
    expect(String(cash.settled)).toBe("105");
    expect((await deps.db.breakProposal.findUniqueOrThrow({ where: { id: proposalId } })).journalId).toBe(
      journals[0]?.id,
    );
  });

  it("of shares opens a lot with what they had cost, and closes the oldest first", async () => {
    const { breakId, accountId } = await found({
      area: "POSITION",
      kind: "BAC",
      ours: null,
      theirs: "10",
    });
    const shares = { ledgerAccount: "SECURITIES_SETTLED", symbol: "BAC" };
    const first = await propose(breakId, entry("10", { ...shares, cost: "250.00" }));
    await approveResolution(deps, checker(), first);
    const again = await deps.db.reconciliationBreak.create({
      data: {
        id: randomUUID(),
        businessDate: toColumn(localDate("2026-06-02")),
        type: "AMOUNT",
        area: "POSITION",
        accountId,
        item: `later${counter} BAC`,
        ours: "10",
        theirs: "6",
        openedAt: toDate(deps.clock.now()),
      },
    });
    await approveResolution(
      deps,
      checker(),
      await propose(again.id, entry("4", { ...shares, direction: "LESS" })),
    );
    const position = await deps.db.position.findUniqueOrThrow({
      where: { accountId_symbol: { accountId, symbol: "BAC" } },
    });
    expect(String(position.settled)).toBe("6");
    const lots = await deps.db.taxLot.findMany({ where: { accountId } });
    expect(lots.map((lot) => [String(lot.openQuantity), String(lot.openCost)])).toEqual([["6", "150"]]);
  });

  it("may leave an account short, which is then restricted as by the staff, and loses its open orders", async () => {
    const { breakId, accountId } = await found({ theirs: "-20" });
    for (const side of ["BUY", "SELL"] as const)
      await createOpenOrder(deps.db, { accountId, side }, deps.clock.now());
    await approveResolution(deps, checker(), await propose(breakId, entry("120", { direction: "LESS" })));
    expect(String((await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId } })).settled)).toBe(
      "-20",
    );
    expect((await deps.db.account.findUniqueOrThrow({ where: { id: accountId } })).status).toBe("RESTRICTED");
    const orders = await deps.db.order.findMany({ where: { accountId } });
    expect(orders.map(({ status }) => status)).toEqual(["PENDING_CANCEL", "PENDING_CANCEL"]);
    const { restrictions } = await accountDetail(deps, checker(), { accountId });
    expect(restrictions).toMatchObject([
      {
        kind: "NO_BUSINESS",
        reason: expect.stringContaining("left the account short"),
        by: null,
        lifted: null,
      },
    ]);
  });

  it("has one proposal at a time; one that is declined or taken back makes room", async () => {
    const { breakId } = await found();
    const { proposalId } = await propose(breakId);
    await expect(propose(breakId, entry("5"))).rejects.toMatchObject({ code: "CONFLICT" });
    await declineResolution(deps, maker, { proposalId });
    await expect(approveResolution(deps, checker(), { proposalId })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const second = await propose(breakId, entry("5"), checker());
    await declineResolution(deps, maker, second);
    expect((await viewOf(breakId, "OPEN"))?.proposal).toBeNull();
    await expect(approveResolution(deps, checker(), { proposalId: randomUUID() })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(propose(randomUUID())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it.each([
    ["shares without a symbol", entry("5", { ledgerAccount: "SECURITIES_SETTLED" })],
    ["cash with a symbol", entry("5", { symbol: "BAC" })],
    ["parts of a cent", entry("5.001")],
  ])("is not adjusted by %s", async (_what, wrong) => {
    const { breakId } = await found();
    await expect(propose(breakId, wrong)).rejects.toMatchObject({ code: "VALIDATION" });
  });

  it("keeps four eyes even from a program that forgets them", async () => {
    const { breakId } = await found();
    const { proposalId } = await propose(breakId);
    const decided = { status: "APPROVED", decidedBy: maker.userId, decidedAt: toDate(deps.clock.now()) };
    await expect(deps.db.breakProposal.update({ where: { id: proposalId }, data: decided })).rejects.toThrow(
      /four_eyes/,
    );
  });
});
