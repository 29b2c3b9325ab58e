import { AppError } from "@/domain/errors";
import type { RecordCallbackInput } from "@/domain/funding/desk-inputs";
import { localDateOf, plus, toDate } from "@/domain/time/instant";
import { addToTimeline, changeTransfer, lockTransfer } from "@/server/funding/change-transfer";
import { phoneOfRecord, samePhone } from "@/server/funding/phone-of-record";
import { proposeRelease } from "@/server/funding/propose-release";
import { tellAccounts } from "@/server/funding/request-transfer";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

const NOTES = {
  CONFIRMED: "We called you and you confirmed the wire.",
  NOT_REACHED: "We called your phone number of record and did not reach you; we try again.",
  DENIED: "On the phone it was said that this wire is not wanted: it is declined.",
} as const;

const MINUTE_MS = 60_000;

/**
 * Writes down a call to a customer about a wire: who called which number, when, and what was said. Only a call to the
 * phone number of record may confirm it; then its release is proposed, with the caller as maker, so that somebody else
 * must approve. A customer who does not want it ends it. Errors: NOT_FOUND, CONFLICT (the wire does not wait for a
 * call), VALIDATION (another number), FOUR_EYES (the caller owns the account).
 */
export async function recordCallback(
  deps: Deps,
  actor: Actor,
  input: RecordCallbackInput,
): Promise<{ transferId: string; status: string }> {
  const exchangeAt = await deps.clock.exchangeNow();
  const wall = deps.clock.now();
  const calledAt = plus(wall, -input.minutesAgo * MINUTE_MS);
  const status = await deps.db.$transaction(async (tx) => {
    const row = await lockTransfer(tx, input.transferId);
    if (!row || row.method !== "WIRE") throw new AppError("NOT_FOUND");
    if (row.status !== "CALLBACK") throw new AppError("CONFLICT", "This wire does not wait for a call.");
    const owner = await tx.accountHolder.findFirst({
      where: { accountId: row.accountId, userId: actor.userId },
    });
    if (owner) throw new AppError("FOUR_EYES");
    const known = await phoneOfRecord(tx, row.accountId);
    if (input.outcome === "CONFIRMED" && !(known && samePhone(known, input.phone))) {
      const message = known
        ? "A wire can be confirmed only on the phone number of record."
        : "This account has no phone number of record.";
      throw new AppError("VALIDATION", message, [{ path: "phone", message }]);
    }
    await tx.wireCallback.create({
      data: {
        id: newId(),
        transferId: row.id,
        calledBy: actor.userId,
        phone: input.phone,
        calledAt: toDate(calledAt),
        said: input.said,
        outcome: input.outcome,
        at: toDate(wall),
      },
    });
    await recordAudit(tx, {
      actor,
      action: "wire.called_back",
      subjectType: "transfer",
      subjectId: row.id,
      detail: { accountId: row.accountId, outcome: input.outcome },
      at: wall,
      exchangeAt,
    });
    const note = NOTES[input.outcome];
    const change = { note, exchangeAt, wall, on: localDateOf(exchangeAt) };
    if (input.outcome === "NOT_REACHED") {
      await addToTimeline(tx, row.id, row.status, change);
      await tellAccounts(tx, row);
      return row.status;
    }
    const event = input.outcome === "CONFIRMED" ? "CONFIRM" : "DECLINE";
    const changed = await changeTransfer(tx, row, { ...change, event });
    if (!changed) throw new AppError("CONFLICT");
    if (event === "CONFIRM") await proposeRelease(tx, deps, { actor }, changed, "Confirmed by a call.");
    await tellAccounts(tx, changed);
    return changed.status;
  });
  deps.nudge();
  return { transferId: input.transferId, status };
}
