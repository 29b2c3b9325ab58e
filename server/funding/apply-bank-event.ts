import type { BankEvent } from "@/domain/clearing/messages";
import { instantFromIso } from "@/domain/time/instant";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/**
 * Applies the bank's answer to a link in the caller's transaction. Only a link that is waiting changes: a bank that
 * says the same or another thing later, or speaks of a link that we never asked about, changes nothing.
 */
export async function applyBankEvent(tx: Tx, deps: Deps, event: BankEvent): Promise<void> {
  const link = await tx.bankLink.findUnique({
    where: { id: event.bankReference },
    select: { id: true, accountId: true },
  });
  if (!link) {
    deps.log.error(
      { bankReference: event.bankReference, kind: event.kind },
      "the bank spoke of an unknown link",
    );
    return;
  }
  const isVerified = event.kind === "LINK_VERIFIED";
  const { count } = await tx.bankLink.updateMany({
    where: { id: link.id, status: "PENDING" },
    data: isVerified ? { status: "VERIFIED" } : { status: "REFUSED", reason: event.reason },
  });
  if (count === 0) return;
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: isVerified ? "bank_link.verified" : "bank_link.refused",
    subjectType: "bank_link",
    subjectId: link.id,
    detail: { accountId: link.accountId, ...(isVerified ? {} : { reason: event.reason }) },
    at: deps.clock.now(),
    exchangeAt: instantFromIso(event.at),
  });
  await publish(tx, `account:${link.accountId}`, "cash");
}
