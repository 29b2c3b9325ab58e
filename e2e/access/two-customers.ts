import { createHash } from "node:crypto";
import { toColumn, localDate, plus, toDate } from "@/domain/time/instant";
import { giveLevelTwo } from "@/prisma/factories/market-data";
import { createAccount } from "@/prisma/factories/accounts";
import { createPaper, draftApplication, submittedApplication } from "@/prisma/factories/applications";
import { createActor } from "@/prisma/factories/users";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

/** Everything of one customer that has an id. */
export type Belongings = {
  accountId: string;
  applicationId: string;
  secondAccountId: string;
  /** A draft for a company, and one for two owners of whom the second is invited. */
  entityApplicationId: string;
  jointApplicationId: string;
  signedPaperId: string;
  bankLinkId: string;
  consentId: string;
  transferId: string;
  /** A wire that waits for our call. */
  wireId: string;
  orderId: string;
  executionId: string;
  documentId: string;
  sessionId: string;
  watchlistId: string;
  evidenceId: string;
  addressEntryId: string;
  requestId: string;
};
export type Customer = Belongings & { actor: Actor };

/** Two customers who have one of everything, a person who never confirmed the e-mail address, and the staff. */
export type World = {
  mine: Customer;
  theirs: Customer;
  unverified: Actor;
  reviewer: Actor;
  admin: Actor;
  /** A submitted application of somebody else, for the staff to read and decide on. */
  submittedId: string;
  breakId: string;
  /** Something that needs a second pair of eyes, and an account's restriction. */
  approvalId: string;
  /** The reviewer's own, approved: to see a tax id. */
  permissionId: string;
  restrictionId: string;
  /** The reviewer's own view of the queue, and a name of a customer that a list has, too. */
  viewId: string;
  hitId: string;
  /** A resolution of another break that somebody else proposed. */
  proposalId: string;
  businessDate: string;
};

const DAY = "2026-07-13";

async function order(
  deps: Deps,
  { actor, accountId }: { actor: Actor; accountId: string },
): Promise<{ orderId: string; executionId: string }> {
  const [orderId, childOrderId, executionId] = [newId(), newId(), newId()];
  const now = toDate(deps.clock.now());
  const terms = { symbol: "AAPL", quantity: "2", venue: "XNAS" };
  await deps.db.order.create({
    data: {
      id: orderId,
      accountId,
      clientOrderId: orderId,
      bodyHash: "none",
      placedBy: actor.userId,
      symbol: terms.symbol,
      side: "BUY",
      type: "LIMIT",
      timeInForce: "GTC",
      quantity: terms.quantity,
      limitPrice: "1",
      status: "PARTIALLY_FILLED",
      cumQty: "1",
      cumNotional: "1",
      leavesQty: "1",
      placedAt: now,
      exchangeAt: now,
    },
  });
  await deps.db.childOrder.create({
    data: {
      id: childOrderId,
      orderId,
      venue: terms.venue,
      quantity: "2",
      routedQty: "2",
      status: "WORKING",
      routedAt: now,
    },
  });
  await deps.db.execution.create({
    data: {
      id: executionId,
      venue: terms.venue,
      execId: executionId,
      orderId,
      childOrderId,
      accountId,
      symbol: terms.symbol,
      side: "BUY",
      quantity: "1",
      price: "1",
      liquidity: "REMOVED",
      venueFee: "0",
      commission: "0",
      secFee: "0",
      tafFee: "0",
      executedAt: now,
      tradeDate: toColumn(localDate(DAY)),
      settlementDate: toColumn(localDate("2026-07-14")),
    },
  });
  return { orderId, executionId };
}

async function transfer(deps: Deps, accountId: string): Promise<{ bankLinkId: string; transferId: string }> {
  const [bankLinkId, transferId] = [newId(), newId()];
  const now = toDate(deps.clock.now());
  await deps.db.bankLink.create({
    data: {
      id: bankLinkId,
      accountId,
      bankName: "First National",
      routingNumber: "021000021",
      numberCiphertext: deps.cipher.encrypt("987656789", `bank_link:${bankLinkId}`),
      last4: "6789",
      kind: "CHECKING",
      status: "VERIFIED",
      createdAt: now,
    },
  });
  await deps.db.transfer.create({
    data: {
      id: transferId,
      accountId,
      bankLinkId,
      clientTransferId: transferId,
      direction: "DEPOSIT",
      amount: "100",
      status: "REQUESTED",
      requestedAt: now,
      requestedOn: toColumn(localDate(DAY)),
    },
  });
  return { bankLinkId, transferId };
}

async function wire(deps: Deps, accountId: string): Promise<string> {
  const wireId = newId();
  await deps.db.transfer.create({
    data: {
      id: wireId,
      accountId,
      clientTransferId: wireId,
      method: "WIRE",
      direction: "WITHDRAWAL",
      amount: "100",
      status: "CALLBACK",
      requestedAt: toDate(deps.clock.now()),
      requestedOn: toColumn(localDate(DAY)),
      wire: { create: { partyName: "Ada Holm", bankName: "First National" } },
    },
  });
  return wireId;
}

async function consent(deps: Deps, accountId: string, userId: string): Promise<string> {
  const id = newId();
  await deps.db.bankConsent.create({
    data: { id, accountId, userId, createdAt: toDate(deps.clock.now()) },
  });
  return id;
}

async function paper(deps: Deps, accountId: string): Promise<string> {
  const id = newId();
  const bytes = new TextEncoder().encode("%PDF-");
  await deps.db.document.create({
    data: {
      id,
      accountId,
      kind: "STATEMENT",
      subject: "2026-06",
      title: "Statement of June 2026",
      onDate: toColumn(localDate("2026-06-30")),
      model: {},
      sha256: createHash("sha256").update(bytes).digest("hex"),
      size: bytes.length,
      createdAt: toDate(deps.clock.now()),
      content: { create: { bytes } },
    },
  });
  return id;
}

async function signedPaper(deps: Deps, actor: Actor, applicationId: string): Promise<string> {
  const id = newId();
  const now = toDate(deps.clock.now());
  await deps.db.signedPaper.create({
    data: {
      id,
      applicationId,
      userId: actor.userId,
      // Not one that the application's own submission would make.
      kind: "OWNERS",
      title: "Owners of a company",
      model: {},
      modelSha256: "0".repeat(64),
      signedName: actor.displayName,
      signedAt: now,
      ip: "192.0.2.1",
      userAgent: "test",
      content: {
        create: {
          sha256: "0".repeat(64),
          size: 5,
          bytes: new TextEncoder().encode("%PDF-"),
          printedAt: now,
        },
      },
    },
  });
  return id;
}

/** A change of address that waits, and a request that the desk has not decided on. */
async function afterwards(deps: Deps, userId: string, accountId: string) {
  const [addressEntryId, requestId] = [newId(), newId()];
  const now = deps.clock.now();
  await deps.db.profileEntry.create({
    data: {
      id: addressEntryId,
      userId,
      kind: "ADDRESS",
      value: {},
      recordedAt: toDate(now),
      effectiveAt: toDate(plus(now, 3_600_000)),
    },
  });
  await deps.db.customerRequest.create({
    data: { id: requestId, userId, accountId, kind: "CLOSE_ACCOUNT", detail: {}, askedAt: toDate(now) },
  });
  return { addressEntryId, requestId };
}

async function watchlist(deps: Deps, userId: string): Promise<string> {
  const id = newId();
  await deps.db.watchlistShelf.create({
    data: { userId, lists: [id], watchlists: { create: { id, name: "Mine", symbols: ["AAPL", "KO"] } } },
  });
  return id;
}

async function customer(deps: Deps, email: string): Promise<Customer> {
  const now = deps.clock.now();
  const actor = await createActor(deps.db, { email }, now);
  const { id: accountId } = await createAccount(deps.db, { owner: actor }, now);
  await deps.db.cashBalance.update({ where: { accountId }, data: { settled: "100000" } });
  await deps.db.session.create({
    data: {
      id: actor.sessionId,
      userId: actor.userId,
      createdAt: toDate(now),
      expiresAt: toDate(plus(now, 3_600_000)),
      ip: "192.0.2.1",
      userAgent: "test",
    },
  });
  await giveLevelTwo(deps.db, { userId: actor.userId, accountId }, now);
  const applicationId = await draftApplication(deps, actor);
  const second = await createAccount(deps.db, { owner: actor, type: "INDIVIDUAL_MARGIN" }, now);
  const entityApplicationId = await draftApplication(deps, actor, { accountType: "LLC_CASH" });
  const jointApplicationId = await draftApplication(deps, actor, { accountType: "JOINT_TIC_CASH" });
  return {
    actor,
    accountId,
    ...(await order(deps, { actor, accountId })),
    ...(await transfer(deps, accountId)),
    secondAccountId: second.id,
    consentId: await consent(deps, accountId, actor.userId),
    wireId: await wire(deps, accountId),
    applicationId,
    entityApplicationId,
    jointApplicationId,
    signedPaperId: await signedPaper(deps, actor, applicationId),
    documentId: await paper(deps, accountId),
    sessionId: actor.sessionId,
    watchlistId: await watchlist(deps, actor.userId),
    ...(await afterwards(deps, actor.userId, accountId)),
    evidenceId: await createPaper(deps, actor.userId, applicationId, "PASSPORT"),
  };
}

async function onTheDesk(deps: Deps, accountId: string) {
  const [approvalId, restrictionId] = [newId(), newId()];
  const now = toDate(deps.clock.now());
  await deps.db.approval.create({
    data: {
      id: approvalId,
      kind: "TAX_ID",
      subjectType: "application",
      subjectId: newId(),
      payload: {},
      reason: "The number does not match.",
      proposedBy: newId(),
      proposedAt: now,
      approvalsNeeded: 1,
    },
  });
  await deps.db.accountRestriction.create({
    data: { id: restrictionId, accountId, kind: "NO_BUYS", reason: "Looked into.", placedAt: now },
  });
  return { approvalId, restrictionId };
}

async function ofTheReviewer(deps: Deps, reviewer: Actor, applicationId: string) {
  const [viewId, hitId] = [newId(), newId()];
  const now = toDate(deps.clock.now());
  await deps.db.queueView.create({
    data: { id: viewId, userId: reviewer.userId, name: "Mine", filters: {}, createdAt: now },
  });
  const list = await deps.db.watchList.findFirstOrThrow({ where: { isCurrent: true } });
  const names = { name: "Margaret Holm", matchedName: "HOLM, Margaret", score: 100 };
  const listed = { listId: list.id, source: list.source, entNum: "1", evidence: {} };
  await deps.db.screeningHit.create({
    data: { id: hitId, applicationId, person: "applicant", ...names, ...listed, foundAt: now },
  });
  return { viewId, hitId };
}

async function permission(deps: Deps, reviewer: Actor, applicationId: string): Promise<string> {
  const id = newId();
  const now = toDate(deps.clock.now());
  await deps.db.approval.create({
    data: {
      id,
      kind: "TAX_ID",
      subjectType: "application",
      subjectId: applicationId,
      payload: { person: "applicant" },
      reason: "The number does not match.",
      proposedBy: reviewer.userId,
      proposedAt: now,
      approvalsNeeded: 1,
      status: "APPROVED",
      decidedBy: newId(),
      decidedAt: now,
    },
  });
  return id;
}

/** Rows are written straight into the tables: what is tested is the door, not how they came to be. */
export async function twoCustomers(deps: Deps): Promise<World> {
  const now = deps.clock.now();
  const person = (email: string, more: object = {}) => createActor(deps.db, { email, ...more }, now);
  const applicant = await person("applicant@example.com");
  const breakId = newId();
  const day = toColumn(localDate(DAY));
  await deps.db.reconciliationBreak.create({
    data: {
      id: breakId,
      businessDate: day,
      type: "AMOUNT",
      area: "CASH",
      item: "USD",
      openedAt: toDate(now),
    },
  });
  const [disputedId, proposalId] = [newId(), newId()];
  const disputed = {
    businessDate: day,
    type: "AMOUNT",
    area: "CASH",
    item: "disputed",
    openedAt: toDate(now),
  };
  await deps.db.reconciliationBreak.create({ data: { id: disputedId, ...disputed } });
  await deps.db.breakProposal.create({
    data: {
      id: proposalId,
      breakId: disputedId,
      kind: "EXPLANATION",
      reason: "They corrected it.",
      proposedBy: newId(),
      proposedAt: toDate(now),
    },
  });
  await deps.db.eodImport.create({
    data: { businessDate: day, status: "IMPORTED", detail: {}, importedAt: toDate(now) },
  });
  await deps.db.eodFile.create({
    data: { businessDate: day, name: "trades", sha256: "0".repeat(64), records: 0, content: "H\nT\n" },
  });
  const reviewer = await person("reviewer@example.com", { role: "REVIEWER" });
  const submittedId = await submittedApplication(deps, applicant);
  const mine = await customer(deps, "mine@example.com");
  const theirs = await customer(deps, "theirs@example.com");
  return {
    mine,
    theirs,
    ...(await onTheDesk(deps, theirs.accountId)),
    unverified: await person("unverified@example.com", { isVerified: false }),
    reviewer,
    admin: await person("admin@example.com", { role: "ADMIN" }),
    submittedId,
    permissionId: await permission(deps, reviewer, submittedId),
    ...(await ofTheReviewer(deps, reviewer, submittedId)),
    breakId,
    proposalId,
    businessDate: DAY,
  };
}
