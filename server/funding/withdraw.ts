import { needsTwoAdmins } from "@/domain/banking/transfer-limits";
import type { TransferInput } from "@/domain/funding/inputs";
import { holdCash } from "@/server/funding/hold-cash";
import { checkBankLink } from "@/server/funding/linked-bank";
import { proposeRelease } from "@/server/funding/propose-release";
import { type MovementRule, requestTransfer } from "@/server/funding/request-transfer";
import type { TransferView } from "@/server/funding/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/**
 * Asks the clearing firm to pay dollars out to a verified bank account by ACH; from a certain amount on
 * (domain/banking/transfer-limits) two administrators must agree first. The cash is held from this moment until it has
 * left or was refused. The procedure asks for a fresh second factor before it comes here.
 * Errors: as `deposit`, and INSUFFICIENT_FUNDS (deposits that may not leave yet do not count).
 */
export function withdraw(deps: Deps, actor: Actor, input: TransferInput): Promise<TransferView> {
  const { accountId, bankLinkId, clientTransferId, amount } = input;
  const asked = { accountId, clientTransferId, amount, method: "ACH", direction: "WITHDRAWAL" } as const;
  const rule: MovementRule = {
    isSame: (row) => row.bankLinkId === bankLinkId,
    async decide(tx, { today }, account) {
      await checkBankLink(tx, accountId, bankLinkId, "WITHDRAWAL", today);
      await holdCash(tx, account, amount, today);
      return needsTwoAdmins(amount, today)
        ? {
            bankLinkId,
            startsAs: "APPROVAL",
            note: "Asked for; because of its size two administrators look at it first.",
          }
        : { bankLinkId, startsAs: "REQUESTED", note: "Asked for; on its way to the clearing firm." };
    },
    afterwards: (tx, request, row) =>
      row.status === "APPROVAL" ? proposeRelease(tx, deps, request, row) : Promise.resolve(),
  };
  return requestTransfer(deps, actor, asked, rule);
}
