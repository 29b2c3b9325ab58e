import { AppError } from "@/domain/errors";
import type { FirmCommand } from "@/domain/clearing/messages";
import type { TransferIdInput } from "@/domain/funding/inputs";
import { cancelWay, transferPath, transferStatus } from "@/domain/funding/transfer-machine";
import { localDateOf, toDate } from "@/domain/time/instant";
import { dropProposal } from "@/server/approvals";
import { addToTimeline, changeTransfer, lockTransfer } from "@/server/funding/change-transfer";
import { tellAccounts } from "@/server/funding/request-transfer";
import { TRANSFER_PARTS, type TransferView, transferView } from "@/server/funding/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

/**
 * Stops a movement: at once while our staff have not released it, else by asking the clearing firm, which can until it
 * has sent it. Asking again while the firm has not answered changes nothing. Errors: NOT_FOUND (not the actor's),
 * CONFLICT (it can no longer be stopped).
 */
export async function cancelTransfer(
  deps: Deps,
  actor: Actor,
  { transferId }: TransferIdInput,
): Promise<TransferView> {
  const exchangeAt = await deps.clock.exchangeNow();
  const wall = deps.clock.now();
  const today = localDateOf(exchangeAt);
  const view = await deps.db.$transaction(async (tx) => {
    const own = await tx.transfer.findFirst({
      where: { id: transferId, account: heldBy(actor) },
      select: { id: true },
    });
    if (!own) throw new AppError("NOT_FOUND");
    // The proposal before the transfer, as whoever decides on it does.
    await dropProposal(tx, deps, "MONEY_OUT", transferId, "The customer has cancelled it.");
    const row = await lockTransfer(tx, transferId);
    if (!row) throw new AppError("NOT_FOUND");
    const way = cancelWay(transferPath(row), transferStatus(row.status));
    if (way === null) throw new AppError("CONFLICT", "This can no longer be cancelled.");
    if (row.cancelAskedAt) return transferView(row, row.accountId, today);
    const audit = (action: string) =>
      recordAudit(tx, {
        actor,
        action,
        subjectType: "transfer",
        subjectId: row.id,
        detail: { accountId: row.accountId },
        at: wall,
        exchangeAt,
      });
    if (way === "AT_ONCE") {
      const note = "Cancelled by you; the money is free in your account again.";
      const changed = await changeTransfer(tx, row, { event: "CANCEL", note, exchangeAt, wall, on: today });
      if (!changed) throw new AppError("CONFLICT");
      await audit("transfer.canceled");
      await tellAccounts(tx, changed);
      return transferView(changed, row.accountId, today);
    }
    const command: FirmCommand = { kind: "CANCEL_CASH", transferId: row.id };
    await tx.outbox.create({
      data: { messageId: newId(), party: "CLEARING", kind: command.kind, payload: command },
    });
    await tx.transfer.update({ where: { id: row.id }, data: { cancelAskedAt: toDate(wall) } });
    const note = "You asked to cancel it; the clearing firm is asked whether it can still stop it.";
    await addToTimeline(tx, row.id, row.status, { note, exchangeAt, wall });
    await audit("transfer.cancel_requested");
    await tellAccounts(tx, row);
    const asked = await tx.transfer.findUniqueOrThrow({ where: { id: row.id }, include: TRANSFER_PARTS });
    return transferView(asked, row.accountId, today);
  });
  deps.nudge();
  return view;
}
