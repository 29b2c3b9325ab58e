import { AppError } from "@/domain/errors";
import type { BankLinkInput } from "@/domain/funding/inputs";
import { type Actor, heldBy } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";
import { lockCash } from "@/server/ledger";

/** Movements by which a bank account is still in use. */
const UNDER_WAY = ["CALLBACK", "APPROVAL", "REQUESTED", "INSTRUCTED", "POSTED"];

/**
 * Takes a bank account off the list: no new transfer can use it. It is kept for the record, and what was moved before may
 * still come back. Removing it again changes nothing. Errors: NOT_FOUND (not the actor's), CONFLICT (a transfer is under
 * way).
 */
export async function removeBankLink(
  deps: Deps,
  actor: Actor,
  { bankLinkId }: BankLinkInput,
): Promise<{ bankLinkId: string }> {
  await deps.db.$transaction(async (tx) => {
    const link = await tx.bankLink.findFirst({ where: { id: bankLinkId, account: heldBy(actor) } });
    if (!link) throw new AppError("NOT_FOUND");
    // Who asks for a transfer locks the same row first, so none can begin in between.
    await lockCash(tx, [link.accountId]);
    const busy = await tx.transfer.count({ where: { bankLinkId, status: { in: UNDER_WAY } } });
    if (busy > 0)
      throw new AppError(
        "CONFLICT",
        "Money is on its way to or from this bank account. It can be removed when that has arrived.",
      );
    const { count } = await tx.bankLink.updateMany({
      where: { id: bankLinkId, status: { not: "REMOVED" } },
      data: { status: "REMOVED" },
    });
    if (count === 0) return;
    await recordAudit(tx, {
      actor,
      action: "bank_link.removed",
      subjectType: "bank_link",
      subjectId: bankLinkId,
      detail: { accountId: link.accountId, last4: link.last4 },
      at: deps.clock.now(),
    });
    await publish(tx, `account:${link.accountId}`, "cash");
  });
  return { bankLinkId };
}
