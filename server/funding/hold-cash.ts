import { AppError } from "@/domain/errors";
import { type Money, moneyToWire } from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";
import type { OwnAccount } from "@/server/funding/own-account";
import { notYetWithdrawable } from "@/server/funding/withdrawable";
import { takeCash } from "@/server/ledger";
import { Prisma, type Tx } from "@/server/platform/db";

const SHORT =
  "There is not enough withdrawable cash for this. New deposits may leave five bank days after they settle.";

const RESTRICTED = "Money can leave only an account that is open and not restricted.";

/**
 * Holds cash that shall leave an account: settled, and not of deposits that are too young. The statement that checks it is
 * the one that takes it (invariant I3); the hold ends with the transfer. Throws ACCOUNT_NOT_OPEN for an account from which
 * nothing may leave, INSUFFICIENT_FUNDS.
 */
export async function holdCash(tx: Tx, account: OwnAccount, amount: Money, today: LocalDate): Promise<void> {
  if (account.status !== "OPEN") throw new AppError("ACCOUNT_NOT_OPEN", RESTRICTED);
  const mayLeave = Prisma.sql`not withdrawals_blocked
    and settled - unsettled_out - reserved - ${notYetWithdrawable(account.id, today)} >= ${moneyToWire(amount)}::numeric`;
  const taken = await tx.$queryRaw<unknown[]>(takeCash(account.id, amount, mayLeave));
  if (taken.length > 0) return;
  // The cash row is locked by whoever asks, so it is the one that the statement looked at.
  const { withdrawalsBlocked } = await tx.cashBalance.findUniqueOrThrow({ where: { accountId: account.id } });
  if (withdrawalsBlocked) throw new AppError("ACCOUNT_NOT_OPEN", RESTRICTED);
  throw new AppError("INSUFFICIENT_FUNDS", SHORT, [{ path: "amount", message: SHORT }]);
}
