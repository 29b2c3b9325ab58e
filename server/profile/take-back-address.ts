import { AppError } from "@/domain/errors";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";
import { lockRecord, requireRecord } from "@/server/profile/record";
import { type ProfileView, profileView } from "@/server/profile/views";

/** Takes back the actor's own change of address while it waits. NOT_FOUND for another's, one that counts, or is frozen. */
export async function takeBackAddress(
  deps: Deps,
  actor: Actor,
  input: { entryId: string },
): Promise<ProfileView> {
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    await lockRecord(tx, actor.userId);
    const { count } = await tx.profileEntry.updateMany({
      where: {
        id: input.entryId,
        userId: actor.userId,
        kind: "ADDRESS",
        status: "STANDING",
        effectiveAt: { gt: toDate(now) },
      },
      data: { status: "VOID" },
    });
    if (count === 0) throw new AppError("NOT_FOUND");
    await recordAudit(tx, {
      actor,
      action: "profile.address_change_taken_back",
      subjectType: "user",
      subjectId: actor.userId,
      detail: { entryId: input.entryId },
      at: now,
    });
    await publish(tx, `user:${actor.userId}`, "profile");
    return profileView(deps, await requireRecord(tx, deps, actor.userId));
  });
}
