import { type AdjustedAccount, adjustmentRule, holdsShares } from "@/domain/clearing/adjustments";
import type { ProposalInput, ProposeResolutionInput } from "@/domain/clearing/desk-inputs";
import { AppError, invariant } from "@/domain/errors";
import { USD } from "@/domain/ledger/chart";
import { post } from "@/domain/ledger/posting-rules";
import { money, negate, quantity, toWire } from "@/domain/money/money";
import { type Instant, localDateFromColumn, toDate } from "@/domain/time/instant";
import { restrictAccounts } from "@/server/accounts";
import { notOpen } from "@/server/clearing/breaks";
import { journalId, lockCash, postJournals, remakeLots, shortfallOf } from "@/server/ledger";
import { lockOpenOrders } from "@/server/order-asks";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { isUniqueViolation, type Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";
import { rewritePerformance } from "@/server/portfolio";

type Proposed = { breakId: string; proposalId: string };

/**
 * Proposes how an open break is resolved: by an entry in our books, or by saying why theirs were wrong. Nothing is
 * booked before somebody else has approved it. Throws NOT_FOUND, CONFLICT when the break is resolved or has a proposal,
 * VALIDATION when the entry is none that the break's account could have.
 */
export async function proposeResolution(
  deps: Deps,
  actor: Actor,
  input: ProposeResolutionInput,
): Promise<Proposed> {
  const { breakId, reason, kind } = input;
  const adjustment = input.kind === "ADJUSTMENT" ? adjustmentOf(input) : {};
  const proposalId = newId();
  const exchangeAt = await deps.clock.exchangeNow();
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.reconciliationBreak.updateMany({
      where: { id: breakId, status: "OPEN" },
      data: { assignedTo: actor.userId },
    });
    if (count === 0) throw await notOpen(tx, breakId);
    const found = await tx.reconciliationBreak.findUniqueOrThrow({ where: { id: breakId } });
    if (kind === "ADJUSTMENT" && found.accountId === null)
      throw new AppError("VALIDATION", "This break is of no account of ours: there is nothing to adjust.");
    if (input.kind === "ADJUSTMENT" && input.symbol !== null)
      await requireSameShares(tx, input.symbol, found.businessDate);
    const proposal = {
      kind,
      reason,
      proposedBy: actor.userId,
      proposedAt: toDate(exchangeAt),
      ...adjustment,
    };
    try {
      await tx.breakProposal.create({ data: { id: proposalId, breakId, ...proposal } });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new AppError("CONFLICT", "A resolution of this break is proposed already.");
    }
    await note(tx, deps, actor, "break.resolution_proposed", breakId, exchangeAt, {
      proposalId,
      kind,
      reason,
      ...adjustment,
    });
  });
  return { breakId, proposalId };
}

/** CONFLICT once a corporate action has changed the shares of a day: a later day's files tell what they lack in new ones. */
async function requireSameShares(tx: Tx, symbol: string, day: Date): Promise<void> {
  const changed = await tx.corporateAction.count({
    where: { symbol, type: { not: "CASH_DIVIDEND" }, appliedAt: { not: null }, exDate: { gt: day } },
  });
  if (changed > 0)
    throw new AppError(
      "CONFLICT",
      "These shares were changed by a corporate action since: adjust a later day.",
    );
}

/** The columns of an adjustment. Cash is in whole cents; shares need their symbol. */
function adjustmentOf(input: Extract<ProposeResolutionInput, { kind: "ADJUSTMENT" }>) {
  const { ledgerAccount, symbol, direction, amount, cost } = input;
  const isShares = holdsShares(ledgerAccount);
  if (isShares && symbol === null) throw new AppError("VALIDATION", "Say which shares are adjusted.");
  if (!isShares && (symbol !== null || cost !== null))
    throw new AppError("VALIDATION", "Cash has neither a symbol nor a cost.");
  if (!isShares && amount.decimalPlaces() > 2)
    throw new AppError("VALIDATION", "The amount must be in dollars and whole cents.");
  return {
    ledgerAccount,
    asset: symbol ?? USD,
    amount: toWire(direction === "MORE" ? amount : negate(amount)),
    cost: isShares ? toWire(cost ?? money("0")) : null,
  };
}

type Decision = { status: "APPROVED" | "DECLINED"; decidedBy: string; decidedAt: Date };

/** Takes the decision on a proposal that waits for one; whoever comes second finds it taken. */
async function decide(tx: Tx, proposalId: string, decision: Decision) {
  await tx.$executeRaw`select 1 from portal.break_proposal where id = ${proposalId}::uuid for update`;
  const proposal = await tx.breakProposal.findUnique({ where: { id: proposalId } });
  if (!proposal) throw new AppError("NOT_FOUND");
  if (proposal.status !== "PROPOSED")
    throw new AppError("CONFLICT", "This proposal has been decided already.");
  if (decision.status === "APPROVED" && proposal.proposedBy === decision.decidedBy)
    throw new AppError("FORBIDDEN", "Somebody else must approve what you have proposed.");
  const posted =
    decision.status === "APPROVED" && proposal.kind === "ADJUSTMENT"
      ? journalId({ kind: "ADJUSTMENT", source: proposalId })
      : null;
  await tx.breakProposal.update({ where: { id: proposalId }, data: { ...decision, journalId: posted } });
  return proposal;
}

/**
 * Approves what somebody else has proposed: posts the journal of an adjustment, as of the break's day, and closes the
 * break. However many approve at once, it is posted once. Throws NOT_FOUND, CONFLICT when it is decided, FORBIDDEN to
 * the one who proposed it.
 */
export async function approveResolution(deps: Deps, actor: Actor, input: ProposalInput): Promise<Proposed> {
  const { proposalId } = input;
  const exchangeAt = await deps.clock.exchangeNow();
  const decidedAt = toDate(exchangeAt);
  const approved = await deps.db.$transaction(async (tx) => {
    const proposal = await decide(tx, proposalId, { status: "APPROVED", decidedBy: actor.userId, decidedAt });
    const { breakId, reason } = proposal;
    const { count } = await tx.reconciliationBreak.updateMany({
      where: { id: breakId, status: "OPEN" },
      data: { status: "RESOLVED", resolvedAt: decidedAt, resolution: reason },
    });
    if (count === 0) throw await notOpen(tx, breakId);
    if (proposal.kind === "ADJUSTMENT") await adjust(tx, deps, proposal, exchangeAt);
    await note(tx, deps, actor, "break.resolution_approved", breakId, exchangeAt, { proposalId, reason });
    return { breakId, proposalId };
  });
  // Cancels that a restriction asks for are waiting to be sent.
  deps.nudge();
  return approved;
}

/** Sends a proposal back, or takes one's own back: the break stays open. Throws NOT_FOUND, CONFLICT when it is decided. */
export async function declineResolution(deps: Deps, actor: Actor, input: ProposalInput): Promise<Proposed> {
  const { proposalId } = input;
  const exchangeAt = await deps.clock.exchangeNow();
  return deps.db.$transaction(async (tx) => {
    const decision = { status: "DECLINED", decidedBy: actor.userId, decidedAt: toDate(exchangeAt) } as const;
    const { breakId } = await decide(tx, proposalId, decision);
    await note(tx, deps, actor, "break.resolution_declined", breakId, exchangeAt, { proposalId });
    return { breakId, proposalId };
  });
}

type Adjusting = Prisma.BreakProposalGetPayload<object>;

/** Posts the entry, opens or closes lots with the shares, and restricts an account that is left short. */
async function adjust(tx: Tx, deps: Deps, proposal: Adjusting, exchangeAt: Instant): Promise<void> {
  const found = await tx.reconciliationBreak.findUniqueOrThrow({ where: { id: proposal.breakId } });
  const { accountId } = found;
  const ledgerAccount = proposal.ledgerAccount as AdjustedAccount;
  const { asset, amount } = proposal;
  invariant(accountId && asset && amount, "an adjustment has an account, an asset and an amount");
  const day = localDateFromColumn(found.businessDate);
  await lockOpenOrders(tx, [accountId]);
  await lockCash(tx, [accountId]);
  const head = {
    kind: "ADJUSTMENT" as const,
    source: proposal.id,
    memo: "Adjusted to the clearing firm's books",
    accountId,
    tradeDate: day,
    settlementDate: day,
    exchangeAt,
  };
  const isShares = holdsShares(ledgerAccount);
  if (isShares) await requireSameShares(tx, asset, found.businessDate);
  const amounts = isShares ? { shares: quantity(amount) } : { net: money(amount) };
  await postJournals(tx, [post(adjustmentRule(ledgerAccount), head, isShares ? asset : null, amounts)]);
  // As of its day: what was sold since closes lots as if the shares had been there, or gone, by then.
  if (isShares) await remakeLots(tx, { accountIds: [accountId], symbol: asset, from: day });
  await rewritePerformance(tx, [accountId], day);
  if (await shortfallOf(tx, accountId))
    await restrictAccounts(tx, deps, "SYSTEM", {
      accountIds: [accountId],
      kind: "NO_BUSINESS",
      cause: "SHORT",
      reason: `An adjustment to the clearing firm's books of ${day} left the account short.`,
      exchangeAt,
    });
  await publish(tx, `account:${accountId}`, "cash");
}

async function note(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  action: string,
  breakId: string,
  exchangeAt: Instant,
  detail: Prisma.InputJsonObject,
): Promise<void> {
  await recordAudit(tx, {
    actor,
    action,
    subjectType: "break",
    subjectId: breakId,
    detail,
    at: deps.clock.now(),
    exchangeAt,
  });
  await publish(tx, "staff", "clearing");
}
