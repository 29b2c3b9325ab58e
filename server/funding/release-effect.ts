import { AppError } from "@/domain/errors";
import { localDateOf } from "@/domain/time/instant";
import type { ApprovalEffect, Approved } from "@/server/approvals";
import { changeTransfer, lockTransfer } from "@/server/funding/change-transfer";
import { instructFirm } from "@/server/funding/instruct-firm";
import { tellAccounts } from "@/server/funding/request-transfer";
import { lockCash } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const RESTRICTED_SINCE =
  "The account was restricted since this was asked for. Lift the restriction first, or decline.";
const GONE = "The customer has cancelled this, or it was decided before.";

async function decideTransfer(
  tx: Tx,
  deps: Deps,
  approval: Approved,
  event: "APPROVE" | "DECLINE",
  note: string,
): Promise<void> {
  const exchangeAt = await deps.clock.exchangeNow();
  const row = await lockTransfer(tx, approval.subjectId);
  if (row && event === "APPROVE") await checkMayLeave(tx, row.accountId);
  const change = { event, note, exchangeAt, wall: deps.clock.now(), on: localDateOf(exchangeAt) };
  const changed = row && (await changeTransfer(tx, row, change));
  if (!changed) throw new AppError("CONFLICT", GONE);
  if (event === "APPROVE") await instructFirm(tx, deps, changed);
  await tellAccounts(tx, changed);
}

/**
 * What has happened since it was asked for: from an account that was restricted meanwhile nothing leaves. The cash row
 * is locked, because a restriction writes it: one at the same moment is seen, or comes after the money has left.
 */
async function checkMayLeave(tx: Tx, accountId: string): Promise<void> {
  await lockCash(tx, [accountId]);
  const { status } = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  const { withdrawalsBlocked } = await tx.cashBalance.findUniqueOrThrow({ where: { accountId } });
  if (status !== "OPEN" || withdrawalsBlocked) throw new AppError("ACCOUNT_NOT_OPEN", RESTRICTED_SINCE);
}

/**
 * What an approval of money that leaves does: the clearing firm is instructed, in the transaction that decides and so
 * once. A no gives the hold back. An owner of the account, whatever he is at the firm, must not decide (FOUR_EYES).
 */
export const releaseEffect: ApprovalEffect = {
  approved: (tx, deps, _actor, approval) =>
    decideTransfer(
      tx,
      deps,
      approval,
      "APPROVE",
      "Released by our administrators; on its way to the clearing firm.",
    ),
  declined: (tx, deps, _actor, approval) =>
    decideTransfer(
      tx,
      deps,
      approval,
      "DECLINE",
      "Declined by our administrators; the money is free in your account again.",
    ),
  async barred(tx: Tx, actor: Actor, approval: Approved) {
    const own = await tx.transfer.findFirst({
      where: { id: approval.subjectId, account: { holders: { some: { userId: actor.userId } } } },
      select: { id: true },
    });
    if (own) throw new AppError("FOUR_EYES");
  },
};
