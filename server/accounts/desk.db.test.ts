import { beforeAll, describe, expect, it } from "vitest";
import { orderInput } from "@/domain/orders/order-input";
import { submittedApplication } from "@/prisma/factories/applications";
import { createActor } from "@/prisma/factories/users";
import { addNote } from "@/server/accounts/add-note";
import { imposeRestriction } from "@/server/accounts/impose-restriction";
import { accountDetail, listAccounts } from "@/server/accounts/queries";
import { decideApplication } from "@/server/onboarding/decide-application";
import { placeOrder } from "@/server/orders";
import type { Actor } from "@/server/platform/actor";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
let deps: TestDeps;
let reviewer: Actor;
let owner: Actor;
let accountId: string;
let orderId: string;

beforeAll(async () => {
  deps = testDeps(database);
  const now = deps.clock.now();
  reviewer = await createActor(deps.db, { email: "looker@example.com", role: "REVIEWER" }, now);
  owner = await createActor(deps.db, { email: "ingrid@example.com", displayName: "Ingrid Vang" }, now);
  const seed = { firstName: "Ingrid", lastName: "Vang", ssn: "219098642" };
  const applicationId = await submittedApplication(deps, owner, seed);
  const decision = { applicationId, decision: "approve", reason: "Papers agree." } as const;
  accountId = (await decideApplication(deps, reviewer, decision)).accountId ?? "";
  await deps.db.account.update({ where: { id: accountId }, data: { status: "OPEN", number: "RT-10077001" } });
  await deps.db.cashBalance.update({ where: { accountId }, data: { settled: "1000" } });
  const input = {
    accountId,
    clientOrderId: "my-order-7",
    symbol: "AAPL",
    side: "BUY",
    type: "LIMIT",
    timeInForce: "DAY",
  };
  const view = await placeOrder(
    deps,
    owner,
    orderInput.parse({ ...input, quantity: "1", limitPrice: "100.00" }),
  );
  orderId = view.id;
  // Somebody else, who must not be found by any of it.
  const other = await createActor(deps.db, { email: "other@example.com", displayName: "Olaf Berg" }, now);
  const theirs = await submittedApplication(deps, other, {
    firstName: "Olaf",
    lastName: "Berg",
    ssn: "219097531",
  });
  await decideApplication(deps, reviewer, { ...decision, applicationId: theirs });
});

describe("the accounts desk", () => {
  it.each([
    ["number", () => "10077001"],
    ["name", () => "ingrid va"],
    ["e-mail", () => "ingrid@"],
    ["order number", () => orderId],
    ["the customer's own order id", () => "my-order-7"],
    ["end of the tax id", () => "8642"],
    ["its own id", () => accountId],
  ])("finds an account by %s, and only that one", async (_, search) => {
    const { accounts } = await listAccounts(deps, { search: search(), status: null, cursor: null });
    expect(accounts.map(({ id }) => id)).toEqual([accountId]);
  });

  it("finds by telephone, however it is written", async () => {
    const found = async (search: string) =>
      (await listAccounts(deps, { search, status: null, cursor: null })).accounts.map(({ id }) => id);
    expect(await found("(503) 555-0142")).toContain(accountId);
    expect(await found("503 555 9999")).toEqual([]);
    expect(await found("100%_")).toEqual([]);
  });

  it("shows one account with everything, and notes stay as they are written", async () => {
    await addNote(deps, reviewer, { accountId, body: "Called about the statement." });
    await imposeRestriction(deps, reviewer, { accountId, kind: "NO_BUYS", reason: "A complaint." });
    const detail = await accountDetail(deps, reviewer, { accountId });
    expect(detail).toMatchObject({
      isOwn: false,
      notes: [{ body: "Called about the statement.", by: "looker@example.com" }],
      restrictions: [{ kind: "NO_BUYS", lifted: null, by: "looker@example.com" }],
      orders: [{ id: orderId, status: "PENDING_CANCEL" }],
    });
    expect(JSON.stringify(detail)).not.toContain("219098642");
    await expect(deps.db.accountNote.updateMany({ data: { body: "Other." } })).rejects.toThrow();
    await expect(deps.db.accountNote.deleteMany({ where: { accountId } })).rejects.toThrow();
  });
});
