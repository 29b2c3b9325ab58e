import { AppError } from "@/domain/errors";
import { formatBankDay } from "@/domain/funding/bank-day";
import type { TransferDirection } from "@/domain/funding/transfer-machine";
import { type LocalDate, localDateFromColumn } from "@/domain/time/instant";
import type { Tx } from "@/server/platform/db";

const WORDING: Record<string, string> = {
  PENDING: "The bank has not confirmed this account yet. Please wait until it is marked as verified.",
  MICRO_DEPOSITS: "Please tell us first the two small amounts that were sent to this bank account.",
  STOPPED: "Your bank sent a transfer back and this link is stopped. Please link the account again.",
  REMOVED: "This bank account was removed. Please link it again.",
  REFUSED: "The bank refused this account. Please choose or link another.",
};

/** Throws unless an account's bank link may be used in a direction today: NOT_FOUND, BANK_LINK_REFUSED. */
export async function checkBankLink(
  tx: Tx,
  accountId: string,
  bankLinkId: string,
  direction: TransferDirection,
  today: LocalDate,
): Promise<void> {
  const link = await tx.bankLink.findFirst({
    where: { id: bankLinkId, accountId },
    select: { status: true, withdrawalsFrom: true },
  });
  if (!link) throw new AppError("NOT_FOUND");
  const from = link.withdrawalsFrom && localDateFromColumn(link.withdrawalsFrom);
  const tooNew =
    direction === "WITHDRAWAL" && from && from > today
      ? `This bank account is newly linked. Money may leave to it from ${formatBankDay(from)} on.`
      : undefined;
  const message = link.status === "VERIFIED" ? tooNew : (WORDING[link.status] ?? WORDING.REFUSED);
  if (message) throw new AppError("BANK_LINK_REFUSED", message, [{ path: "bankLinkId", message }]);
}
