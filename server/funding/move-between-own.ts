import { AppError } from "@/domain/errors";
import type { MoveBetweenInput } from "@/domain/funding/inputs";
import { isSameOwner } from "@/domain/funding/ownership";
import { checkMayReceive } from "@/server/funding/deposit";
import { holdCash } from "@/server/funding/hold-cash";
import { ownAccount } from "@/server/funding/own-account";
import { type MovementRule, requestTransfer } from "@/server/funding/request-transfer";
import type { TransferView } from "@/server/funding/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

const OTHER_OWNERS =
  "These two accounts do not have the same owners. Money can be moved only between accounts of the same persons.";

/**
 * Moves settled cash from one account to another of the same owners. The clearing firm books both sides in one journal
 * at once, and so do we when it says so. Errors: NOT_FOUND (either account is not the actor's), FORBIDDEN (other owners),
 * ACCOUNT_NOT_OPEN, AMOUNT_OVER_LIMIT, INSUFFICIENT_FUNDS, CONFLICT.
 */
export function moveBetweenOwn(deps: Deps, actor: Actor, input: MoveBetweenInput): Promise<TransferView> {
  const { accountId, toAccountId, clientTransferId, amount } = input;
  const asked = { accountId, clientTransferId, amount, method: "JOURNAL", direction: "WITHDRAWAL" } as const;
  const rule: MovementRule = {
    isSame: (row) => row.counterAccountId === toAccountId,
    async decide(tx, { today }, account) {
      const to = await ownAccount(tx, actor, toAccountId);
      if (to.id === account.id) {
        const message = "Choose another account than the one that the money leaves.";
        throw new AppError("VALIDATION", message, [{ path: "toAccountId", message }]);
      }
      if (!isSameOwner(account, to)) throw new AppError("FORBIDDEN", OTHER_OWNERS);
      checkMayReceive(to);
      await holdCash(tx, account, amount, today);
      return {
        counterAccountId: to.id,
        startsAs: "REQUESTED",
        note: "Asked for; on its way to the clearing firm.",
      };
    },
  };
  return requestTransfer(deps, actor, asked, rule);
}
