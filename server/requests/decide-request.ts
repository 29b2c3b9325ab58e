import type { FirmCommand } from "@/domain/clearing/messages";
import { AppError, invariant } from "@/domain/errors";
import { nextAccountStatus } from "@/domain/onboarding/account-status";
import type { DecideRequestInput } from "@/domain/requests/inputs";
import { nextRequestStatus, type RequestKind, type RequestStatus } from "@/domain/requests/request-machine";
import { upgradeObstacle } from "@/domain/requests/upgrade";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";
import { settleDispute } from "@/server/profile";
import { tellMarginRegimes } from "@/server/risk";
import { obstaclesOf } from "@/server/requests/closing-facts";
import { letterOf, tellCustomer } from "@/server/requests/tell-customer";

type Row = {
  id: string;
  kind: RequestKind;
  status: RequestStatus;
  user_id: string;
  account_id: string | null;
  detail: { entryId?: string };
};
type Account = {
  id: string;
  number: string | null;
  type: string;
  status: "OPENING" | "OPEN" | "RESTRICTED" | "CLOSED";
};

/** The request, locked: of two who decide at the same moment one finds it decided. */
async function lockRequest(tx: Tx, actor: Actor, requestId: string): Promise<Row> {
  const [row] = await tx.$queryRaw<Row[]>`
    select id, kind, status, user_id, account_id, detail from portal.customer_request
    where id = ${requestId}::uuid for update`;
  if (!row) throw new AppError("NOT_FOUND");
  if (row.user_id === actor.userId) throw new AppError("MAKER_IS_CHECKER");
  return row;
}

async function lockAccount(tx: Tx, accountId: string | null): Promise<Account & { number: string }> {
  const [account] = await tx.$queryRaw<Account[]>`
    select id, number, type, status from portal.account where id = ${accountId}::uuid for update`;
  invariant(account?.number, "a request is about an account that is not open");
  return { ...account, number: account.number };
}

/** What an approval does; it tells the clearing firm where the firm has a say. Throws CONFLICT when it cannot be done any more. */
async function carryOut(tx: Tx, deps: Deps, row: Row): Promise<void> {
  if (row.kind === "ADDRESS_DISPUTE") {
    await settleDispute(tx, deps, row.detail.entryId ?? "", "confirmed");
    return;
  }
  const account = await lockAccount(tx, row.account_id);
  if (row.kind === "MARGIN_UPGRADE") {
    const obstacle = upgradeObstacle(account);
    if (obstacle) throw new AppError("CONFLICT", obstacle);
    await tellMarginRegimes(tx, account, await deps.clock.exchangeToday());
  } else {
    const obstacles = await obstaclesOf(tx, account.id);
    if (obstacles.length > 0) throw new AppError("CONFLICT", `It cannot be closed. ${obstacles.join(" ")}`);
    // No new business from now on; the answer of the clearing firm closes it, or gives it back.
    const restricted = nextAccountStatus(account.status, "restricted");
    if (restricted) await tx.account.update({ where: { id: account.id }, data: { status: restricted } });
    await tx.customerRequest.update({
      where: { id: row.id },
      data: { detail: { ...row.detail, statusBefore: account.status } },
    });
  }
  const command: FirmCommand = {
    kind: row.kind === "MARGIN_UPGRADE" ? "MAKE_MARGIN" : "CLOSE_ACCOUNT",
    requestId: row.id,
    accountNumber: account.number,
  };
  await tx.outbox.create({
    data: { messageId: row.id, party: "CLEARING", kind: command.kind, payload: command },
  });
}

/**
 * Decides on a request, once: rejects it, or approves it and does what it asks for. Throws NOT_FOUND, MAKER_IS_CHECKER
 * for one's own, CONFLICT when it is decided already or cannot be done any more.
 */
export async function decideRequest(
  deps: Deps,
  actor: Actor,
  input: DecideRequestInput,
): Promise<{ requestId: string; status: RequestStatus }> {
  const now = deps.clock.now();
  const status = await deps.db.$transaction(async (tx) => {
    const row = await lockRequest(tx, actor, input.requestId);
    const isApproved = input.decision === "approve";
    const event = !isApproved ? "reject" : row.kind === "ADDRESS_DISPUTE" ? "settle" : "approve";
    const next = nextRequestStatus(row.status, event);
    if (!next)
      throw new AppError("CONFLICT", "Somebody has decided on this request already, or it was taken back.");
    if (isApproved) await carryOut(tx, deps, row);
    else if (row.kind === "ADDRESS_DISPUTE")
      await settleDispute(tx, deps, row.detail.entryId ?? "", "refused");
    await tx.customerRequest.update({
      where: { id: row.id },
      data: { status: next, decidedBy: actor.userId, decidedAt: toDate(now), reason: input.reason },
    });
    await recordAudit(tx, {
      actor,
      action: isApproved ? "request.approved" : "request.rejected",
      subjectType: row.account_id ? "account" : "user",
      subjectId: row.account_id ?? row.user_id,
      detail: { requestId: row.id, kind: row.kind, reason: input.reason },
      at: now,
      exchangeAt: await deps.clock.exchangeNow(),
    });
    const letter = letterOf(row.kind, next, null);
    if (letter) await tellCustomer(tx, deps, row, letter);
    await publish(tx, "staff", "request");
    return next;
  });
  deps.nudge();
  return { requestId: input.requestId, status };
}
