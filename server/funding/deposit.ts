import { AppError } from "@/domain/errors";
import type { TransferInput } from "@/domain/funding/inputs";
import { type DirectionRule, requestTransfer } from "@/server/funding/request-transfer";
import type { TransferView } from "@/server/funding/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** A restricted account may be paid into: that is how a deficit is made good. */
const mayReceive: DirectionRule = async (_tx, _request, account) => {
  if (account.status !== "OPEN" && account.status !== "RESTRICTED") throw new AppError("ACCOUNT_NOT_OPEN");
};

/**
 * Asks the clearing firm to pull dollars from a verified bank account by ACH. Nothing is booked before the firm books
 * it; the view's timeline says where the money is. Limits (domain/banking ACH_LIMITS) count per exchange day.
 * Errors: NOT_FOUND (account or bank link of somebody else), ACCOUNT_NOT_OPEN, BANK_LINK_REFUSED (also while it is
 * pending), AMOUNT_OVER_LIMIT, CONFLICT (the id was used for other terms).
 */
export const deposit = (deps: Deps, actor: Actor, input: TransferInput): Promise<TransferView> =>
  requestTransfer(deps, actor, input, "DEPOSIT", mayReceive);
