import { CHANGE_NOTICES, type ChangeNoticeCode } from "@/domain/banking/change-notices";
import { toIso } from "@/domain/time/instant";
import { transportCipher } from "@/server/platform/crypto";
import { noticeOf } from "@/server/street/bank/test-identities";
import type { Step } from "@/server/street/street";

/** What the simulated bank calls the account from now on. */
const NEW_NUMBER = "66001234567";

function corrections(step: Step, bankReference: string, code: ChangeNoticeCode) {
  const changes: readonly string[] = CHANGE_NOTICES[code].changes;
  const cipher = transportCipher(step.street.env.CLEARING_HMAC_KEY);
  return {
    ...(changes.includes("ROUTING") ? { routingNumber: "011401533" } : {}),
    ...(changes.includes("KIND") ? { accountKind: "SAVINGS" as const } : {}),
    ...(changes.includes("NUMBER")
      ? {
          sealedNumber: cipher.encrypt(NEW_NUMBER, `link_changed:${bankReference}`),
          last4: NEW_NUMBER.slice(-4),
        }
      : {}),
  };
}

/** Tells, with the first entry that reaches an account whose details have changed, what they are now (once). */
export async function giveNotices(
  step: Step,
  entries: readonly { bank_reference: string | null; bank_status: string | null }[],
): Promise<void> {
  for (const { bank_reference: bankReference, bank_status: status } of entries) {
    const code = status && noticeOf(status);
    if (!code || !bankReference) continue;
    const given = await step.tx.$executeRaw`
      update street.bank_account set notice_given = true where reference = ${bankReference}::uuid and not notice_given`;
    if (given === 0) continue;
    const at = toIso(step.now);
    const changed = corrections(step, bankReference, code);
    step.events.add("BANK", { kind: "LINK_CHANGED", bankReference, code, ...changed, at });
  }
}
