import { AppError } from "@/domain/errors";
import type { TransferInput } from "@/domain/funding/inputs";
import { moneyToWire } from "@/domain/money/money";
import { type DirectionRule, requestTransfer } from "@/server/funding/request-transfer";
import type { TransferView } from "@/server/funding/views";
import { notYetWithdrawable } from "@/server/funding/withdrawable";
import { takeCash } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const SHORT =
  "There is not enough withdrawable cash for this. New deposits may leave five bank days after they settle.";

const RESTRICTED = "Money can leave only an account that is open and not restricted.";

/** The statement that checks the cash is the one that takes it (invariant I3); the hold ends with the transfer. */
const takeHold: DirectionRule = async (tx, { input, today }, account) => {
  if (account.status !== "OPEN") throw new AppError("ACCOUNT_NOT_OPEN", RESTRICTED);
  const amount = moneyToWire(input.amount);
  const mayLeave = Prisma.sql`not withdrawals_blocked
    and settled - unsettled_out - reserved - ${notYetWithdrawable(account.id, today)} >= ${amount}::numeric`;
  const taken = await tx.$queryRaw<unknown[]>(takeCash(account.id, input.amount, mayLeave));
  if (taken.length > 0) return;
  // The cash row is locked by requestTransfer, so it is the one that the statement looked at.
  const { withdrawalsBlocked } = await tx.cashBalance.findUniqueOrThrow({ where: { accountId: account.id } });
  if (withdrawalsBlocked) throw new AppError("ACCOUNT_NOT_OPEN", RESTRICTED);
  throw new AppError("INSUFFICIENT_FUNDS", SHORT, [{ path: "amount", message: SHORT }]);
};

/**
 * Asks the clearing firm to pay dollars out to a verified bank account by ACH. The cash is held from this moment until
 * it has left or was refused. A step-up proof of the person and, above a threshold, the consent of two of the broker's
 * staff belong before `requestTransfer`: this is the only way by which money leaves.
 * Errors: as `deposit`, and INSUFFICIENT_FUNDS (deposits that may not leave yet do not count).
 */
export const withdraw = (deps: Deps, actor: Actor, input: TransferInput): Promise<TransferView> =>
  requestTransfer(deps, actor, input, "WITHDRAWAL", takeHold);
