import type { AccountNoteInput } from "@/domain/accounts/inputs";
import { AppError } from "@/domain/errors";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

/** Writes a note about an account; it stays as it is written. NOT_FOUND. */
export async function addNote(
  deps: Deps,
  actor: Actor,
  input: AccountNoteInput,
): Promise<{ noteId: string }> {
  const now = deps.clock.now();
  const noteId = newId();
  await deps.db.$transaction(async (tx) => {
    const account = await tx.account.findUnique({ where: { id: input.accountId }, select: { id: true } });
    if (!account) throw new AppError("NOT_FOUND");
    await tx.accountNote.create({
      data: {
        id: noteId,
        accountId: account.id,
        authorId: actor.userId,
        body: input.body,
        writtenAt: toDate(now),
      },
    });
    await recordAudit(tx, {
      actor,
      action: "account.noted",
      subjectType: "account",
      subjectId: account.id,
      detail: { noteId },
      at: now,
    });
  });
  return { noteId };
}
