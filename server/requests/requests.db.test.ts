import { beforeAll, expect, it, vi } from "vitest";
import { textId } from "@/domain/onboarding/agreements";
import { upgradeTexts } from "@/domain/requests/upgrade";
import { submittedApplication } from "@/prisma/factories/applications";
import { createActor } from "@/prisma/factories/users";
import { verify } from "@/scripts/verify/verify";
import { decideApplication } from "@/server/onboarding/decide-application";
import { at, steeredWorld } from "@/server/orders/testing/steered-world";
import type { Actor } from "@/server/platform/actor";
import { asPerson } from "@/server/compose";
import { sha256 } from "@/server/platform/crypto";
import { newId } from "@/server/platform/ids";
import { decideRequest } from "@/server/requests/decide-request";

vi.setConfig({ testTimeout: 60_000 });

let world: Awaited<ReturnType<typeof steeredWorld>>;
let reviewer: Actor;
let count = 0;

beforeAll(async () => {
  world = await steeredWorld(at("10:00"));
  const now = world.deps.clock.now();
  reviewer = await createActor(world.deps.db, { email: "desk@example.com", role: "REVIEWER" }, now);
}, 60_000);

/** Somebody whose account was opened by the clearing firm, through the door that everybody takes. */
async function opened() {
  const { deps, settle } = world;
  const email = `customer-${++count}@example.com`;
  const actor = await createActor(deps.db, { email }, deps.clock.now());
  const applicationId = await submittedApplication(deps, actor, {
    firstName: `Tessa${"abcdefgh"[count]}`,
    birthDate: `1980-01-0${count}`,
    ssn: `52345678${count}`,
  });
  const decision = { applicationId, decision: "approve", reason: "All is well." } as const;
  const { accountId } = await decideApplication(deps, reviewer, decision);
  await settle();
  const account = () => deps.db.account.findUniqueOrThrow({ where: { id: accountId ?? "" } });
  expect(await account()).toMatchObject({ status: "OPEN" });
  const api = asPerson(deps, actor);
  const form = (await deps.db.application.findUniqueOrThrow({ where: { id: applicationId } })).form as {
    identity: { firstName: string; lastName: string };
  };
  return {
    actor,
    api,
    accountId: accountId ?? "",
    account,
    name: `${form.identity.firstName} ${form.identity.lastName}`,
    cash: () => deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: accountId ?? "" } }),
    latest: async () => (await api.requests.ofAccount({ accountId: accountId ?? "" })).requests[0],
  };
}

const desk = () => asPerson(world.deps, reviewer);
const reason = "Looked at and found right.";
const approve = (requestId: string) => desk().requestDesk.decide({ requestId, decision: "approve", reason });
const mails = (to: string) =>
  world.deps.db.mailMessage.findMany({ where: { recipient: to }, orderBy: { createdAt: "desc" }, take: 3 });

const accepted = upgradeTexts("INDIVIDUAL_CASH").map(textId);

it("makes a margin account of a cash account, here and at the clearing firm, once the desk agrees", async () => {
  const who = await opened();
  const ask = { accountId: who.accountId, accepted, signedName: who.name };
  await expect(who.api.requests.upgrade({ ...ask, signedName: "Somebody Else" })).rejects.toMatchObject({
    message: expect.stringContaining("not valid"),
  });
  await expect(who.api.requests.upgrade({ ...ask, accepted: accepted.slice(1) })).rejects.toThrow();
  await who.api.requests.upgrade(ask);
  await expect(who.api.requests.upgrade(ask)).rejects.toMatchObject({ code: "CONFLICT" });

  const { requests } = await desk().requestDesk.queue({});
  const [line] = requests.filter(({ account }) => account?.id === who.accountId);
  expect(line).toMatchObject({ kind: "MARGIN_UPGRADE", status: "SUBMITTED", cannotDecide: null });
  expect(line?.facts.map(({ name }) => name)).toEqual(expect.arrayContaining(["Signed", "Texts", "Income"]));

  expect(await approve(line?.id ?? "")).toMatchObject({ status: "INSTRUCTED" });
  await expect(approve(line?.id ?? "")).rejects.toMatchObject({ code: "CONFLICT" });
  expect((await who.account()).type).toBe("INDIVIDUAL_CASH");
  await world.settle();
  expect((await who.account()).type).toBe("INDIVIDUAL_MARGIN");
  expect(Number((await who.cash()).longValue)).toBe(0);
  expect(
    await world.database.street.firmAccount.findUnique({ where: { reference: who.accountId } }),
  ).toMatchObject({
    type: "MARGIN",
  });
  expect(await who.latest()).toMatchObject({ status: "DONE" });
  expect((await mails(who.actor.email))[0]?.subject).toContain("margin account now");
  expect((await who.api.requests.ofAccount({ accountId: who.accountId })).upgradeObstacle).toContain(
    "already",
  );
});

it("closes an empty account at the clearing firm and leaves its papers readable", async () => {
  const who = await opened();
  const paper = newId();
  const bytes = new TextEncoder().encode("%PDF-");
  await world.deps.db.document.create({
    data: {
      id: paper,
      accountId: who.accountId,
      kind: "STATEMENT",
      subject: "2026-05",
      title: "Statement of May 2026",
      onDate: new Date("2026-05-29"),
      model: {},
      sha256: sha256(bytes),
      size: bytes.length,
      createdAt: new Date("2026-05-30"),
      content: { create: { bytes } },
    },
  });
  const { requests } = await who.api.requests.close({ accountId: who.accountId });
  await approve(requests[0]?.id ?? "");
  // Between the desk's word and the firm's nothing new begins.
  expect((await who.account()).status).toBe("RESTRICTED");
  await world.settle();
  expect((await who.account()).status).toBe("CLOSED");
  expect(
    await world.database.street.firmAccount.findUnique({ where: { reference: who.accountId } }),
  ).toMatchObject({
    status: "CLOSED",
  });
  expect((await who.api.documents.list({ accountId: who.accountId })).documents).toHaveLength(1);
  expect((await who.api.documents.open({ documentId: paper })).bytes.length).toBe(5);
  await expect(who.api.requests.close({ accountId: who.accountId })).rejects.toThrow("not open");
  const order = await who.api.orders.place({
    accountId: who.accountId,
    clientOrderId: newId(),
    symbol: "F",
    side: "BUY",
    type: "MARKET",
    timeInForce: "DAY",
    quantity: "1",
  });
  expect(order).toMatchObject({ status: "DENIED" });
});

it("says what keeps an account from being closed, and looks again when the desk decides", async () => {
  const who = await opened();
  const { deps } = world;
  const { requests } = await who.api.requests.close({ accountId: who.accountId });
  await deps.db.cashBalance.update({
    where: { accountId: who.accountId },
    data: { settled: "12.5", unsettledIn: "3" },
  });
  await deps.db.position.create({ data: { accountId: who.accountId, symbol: "F", settled: "2" } });
  const { closingObstacles } = await who.api.requests.ofAccount({ accountId: who.accountId });
  expect(closingObstacles).toEqual([
    expect.stringContaining("one position"),
    expect.stringContaining("not settled"),
    expect.stringContaining("$12.50"),
  ]);
  await expect(approve(requests[0]?.id ?? "")).rejects.toThrow("one position");
  expect((await who.account()).status).toBe("OPEN");
  await who.api.requests.withdraw({ requestId: requests[0]?.id ?? "" });
  await expect(who.api.requests.close({ accountId: who.accountId })).rejects.toThrow("Sell or transfer");
  await deps.db.position.delete({ where: { accountId_symbol: { accountId: who.accountId, symbol: "F" } } });
  await deps.db.cashBalance.update({
    where: { accountId: who.accountId },
    data: { settled: "0", unsettledIn: "0" },
  });
});

it("gives the account back when the clearing firm knows of something that we do not", async () => {
  const who = await opened();
  const { number } = await who.account();
  const key = { accountNumber: number ?? "", asset: "USD" };
  await world.database.street.firmBalance.create({ data: { ...key, tradeDateQty: "1", settledQty: "1" } });
  const { requests } = await who.api.requests.close({ accountId: who.accountId });
  await approve(requests[0]?.id ?? "");
  await world.settle();
  expect((await who.account()).status).toBe("OPEN");
  expect(await who.latest()).toMatchObject({
    status: "REFUSED",
    refusal: "The account still holds cash or shares.",
  });
  await world.database.street.firmBalance.delete({ where: { accountNumber_asset: key } });
});

it("is decided once by however many, and never by who asked", async () => {
  const who = await opened();
  const { requests } = await who.api.requests.close({ accountId: who.accountId });
  const requestId = requests[0]?.id ?? "";
  const asStaff = { ...who.actor, role: "REVIEWER" as const };
  await expect(
    decideRequest(world.deps, asStaff, { requestId, decision: "approve", reason }),
  ).rejects.toMatchObject({ code: "MAKER_IS_CHECKER" });
  const answers = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) =>
      decideRequest(world.deps, reviewer, { requestId, decision: i % 2 ? "approve" : "reject", reason }),
    ),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await world.settle();
});

it("leaves books that agree", async () => {
  expect((await verify(world.database.url)).violations).toEqual([]);
});
