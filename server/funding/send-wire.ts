import { mayReceiveWire } from "@/domain/banking/same-name";
import { AppError } from "@/domain/errors";
import { wireTerms } from "@/domain/fees/wire-fees";
import type { WireInput } from "@/domain/funding/inputs";
import { add } from "@/domain/money/money";
import { wireContext } from "@/server/funding/bank-messages";
import { holdCash } from "@/server/funding/hold-cash";
import { type MovementRule, requestTransfer } from "@/server/funding/request-transfer";
import type { TransferView } from "@/server/funding/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

const THIRD_PARTY =
  "Wires go only to accounts in your own name. The name must be one of those on this brokerage account, and nobody else's beside it.";

/**
 * Asks for a wire to a bank account of the owners'. It waits for our call to the customer's phone number of record and
 * for an administrator's approval; amount and fee are held from now on. Only then the clearing firm is instructed.
 * The procedure asks for a fresh second factor before it comes here. Errors: NOT_FOUND, ACCOUNT_NOT_OPEN,
 * BANK_LINK_REFUSED (a third party), AMOUNT_OVER_LIMIT, INSUFFICIENT_FUNDS, CONFLICT.
 */
export function sendWire(deps: Deps, actor: Actor, input: WireInput): Promise<TransferView> {
  const { accountId, clientTransferId, amount, accountNumber } = input;
  const asked = { accountId, clientTransferId, amount, method: "WIRE", direction: "WITHDRAWAL" } as const;
  const rule: MovementRule = {
    isSame: ({ wire, id }) =>
      wire?.partyName === input.beneficiaryName &&
      wire.routingNumber === input.routingNumber &&
      wire.numberCiphertext !== null &&
      deps.cipher.decrypt(wire.numberCiphertext, wireContext(id)) === accountNumber,
    async decide(tx, { today }, account, transferId) {
      if (!mayReceiveWire(account.title, input.beneficiaryName))
        throw new AppError("BANK_LINK_REFUSED", THIRD_PARTY, [
          { path: "beneficiaryName", message: THIRD_PARTY },
        ]);
      const fee = wireTerms(today).outgoing;
      await holdCash(tx, account, add(amount, fee), today);
      return {
        fee,
        wire: {
          partyName: input.beneficiaryName,
          bankName: input.bankName,
          routingNumber: input.routingNumber,
          numberCiphertext: deps.cipher.encrypt(accountNumber, wireContext(transferId)),
          last4: accountNumber.slice(-4),
          purpose: input.purpose,
        },
        startsAs: "CALLBACK",
        note: "Asked for; we call your phone number of record before it is released.",
      };
    },
  };
  return requestTransfer(deps, actor, asked, rule);
}
