import { AppError } from "@/domain/errors";
import type { TransferInput } from "@/domain/funding/inputs";
import { checkBankLink } from "@/server/funding/linked-bank";
import type { OwnAccount } from "@/server/funding/own-account";
import { type MovementRule, requestTransfer } from "@/server/funding/request-transfer";
import type { TransferView } from "@/server/funding/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** A restricted account may be paid into: that is how a deficit is made good. */
export function checkMayReceive(account: OwnAccount): void {
  if (account.status !== "OPEN" && account.status !== "RESTRICTED") throw new AppError("ACCOUNT_NOT_OPEN");
}

/**
 * Asks the clearing firm to pull dollars from a verified bank account by ACH. Nothing is booked before the firm books
 * it; the view's timeline says where the money is. Limits (domain/banking/transfer-limits) count per exchange day and
 * month. Errors: NOT_FOUND (account or bank link of somebody else), ACCOUNT_NOT_OPEN, BANK_LINK_REFUSED (also while it
 * is pending), AMOUNT_OVER_LIMIT, CONFLICT (the id was used for other terms).
 */
export function deposit(deps: Deps, actor: Actor, input: TransferInput): Promise<TransferView> {
  const { accountId, bankLinkId, clientTransferId, amount } = input;
  const rule: MovementRule = {
    isSame: (row) => row.bankLinkId === bankLinkId,
    async decide(tx, { today }, account) {
      await checkBankLink(tx, accountId, bankLinkId, "DEPOSIT", today);
      checkMayReceive(account);
      return { bankLinkId, startsAs: "REQUESTED", note: "Asked for; on its way to the clearing firm." };
    },
  };
  const asked = { accountId, clientTransferId, amount, method: "ACH", direction: "DEPOSIT" } as const;
  return requestTransfer(deps, actor, asked, rule);
}
