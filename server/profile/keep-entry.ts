import type { ProfileKind } from "@/domain/profile/profile-kinds";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";
import { lockRecord, requireRecord } from "@/server/profile/record";
import { type ProfileView, profileView } from "@/server/profile/views";

/** What a change is called in the mail that tells of it. What it says is not in the mail: it may be read by others. */
const WORDS: Record<Exclude<ProfileKind, "ADDRESS" | "CONFIRMATION">, string> = {
  EMPLOYMENT: "your work and your ties to brokers and listed companies",
  FINANCES: "your means and experience",
  TRUSTED_CONTACT: "your trusted contact",
  DELIVERY: "how you get your papers",
};

/**
 * Keeps another version of one kind of the actor's record, at once, and tells the customer of it (17a-3(a)(17)(i)(B)).
 * ACCOUNT_NOT_OPEN before an account is opened.
 */
export async function keepEntry(
  deps: Deps,
  actor: Actor,
  kind: Exclude<ProfileKind, "ADDRESS">,
  value: Prisma.InputJsonObject,
): Promise<ProfileView> {
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    await lockRecord(tx, actor.userId);
    await requireRecord(tx, deps, actor.userId);
    const id = newId();
    const at = toDate(now);
    await tx.profileEntry.create({
      data: { id, userId: actor.userId, kind, value, recordedAt: at, effectiveAt: at },
    });
    await recordAudit(tx, {
      actor,
      action: kind === "CONFIRMATION" ? "profile.confirmed" : "profile.changed",
      subjectType: "user",
      subjectId: actor.userId,
      detail: { kind, entryId: id },
      at: now,
    });
    if (kind !== "CONFIRMATION")
      await sendMail(
        tx,
        {
          to: actor.email,
          subject: "Your record with RushTrade was changed",
          body: `You changed ${WORDS[kind]}. You see it in your settings. If it was not you, please call us at once and change your password.`,
        },
        now,
      );
    await publish(tx, `user:${actor.userId}`, "profile");
    return profileView(deps, await requireRecord(tx, deps, actor.userId));
  });
}
