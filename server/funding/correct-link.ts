import { CHANGE_NOTICES } from "@/domain/banking/change-notices";
import type { BankEvent } from "@/domain/clearing/messages";
import { instantFromIso } from "@/domain/time/instant";
import { numberContext } from "@/server/funding/bank-messages";
import { recordAudit } from "@/server/platform/audit";
import { transportCipher } from "@/server/platform/crypto";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/**
 * Corrects a link as its bank's notice of change says (Nacha: before the next entry, and within six banking days). The
 * new number comes sealed for the way and is encrypted under our own key at once.
 */
export async function correctLink(
  tx: Tx,
  deps: Deps,
  event: Extract<BankEvent, { kind: "LINK_CHANGED" }>,
  link: { id: string; accountId: string },
): Promise<boolean> {
  const { sealedNumber, last4, routingNumber, accountKind, code } = event;
  const number =
    sealedNumber &&
    transportCipher(deps.env.CLEARING_HMAC_KEY).decrypt(sealedNumber, `link_changed:${link.id}`);
  const data: Prisma.BankLinkUncheckedUpdateManyInput = {
    ...(routingNumber ? { routingNumber } : {}),
    ...(accountKind ? { kind: accountKind } : {}),
    ...(number && last4
      ? { numberCiphertext: deps.cipher.encrypt(number, numberContext(link.id)), last4 }
      : {}),
  };
  if (Object.keys(data).length === 0) return false;
  await tx.bankLink.updateMany({ where: { id: link.id }, data });
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: "bank_link.corrected",
    subjectType: "bank_link",
    subjectId: link.id,
    detail: { accountId: link.accountId, code, changed: [...CHANGE_NOTICES[code].changes] },
    at: deps.clock.now(),
    exchangeAt: instantFromIso(event.at),
  });
  return true;
}
