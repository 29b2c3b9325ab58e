import { toDate } from "@/domain/time/instant";
import { countAttempt, endSessions } from "@/server/auth";
import type { Origin } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";
import { freezeAddress } from "@/server/profile";

/**
 * "It was not me", by the secret in the mail or the letters: the change is frozen, every session of the customer ends,
 * no money leaves, and the desk is asked to call. Works without signing in, and once; TOKEN_INVALID for a used, old or unknown secret.
 */
export async function disputeAddress(
  deps: Deps,
  origin: Origin,
  input: { token: string },
): Promise<{ isFrozen: true }> {
  await countAttempt(deps, [["TOKEN_PLACE", origin.ip]]);
  const now = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const { entryId, userId } = await freezeAddress(tx, deps, input.token);
    const ended = await endSessions(tx, userId, now);
    await tx.customerRequest.create({
      data: { id: newId(), userId, kind: "ADDRESS_DISPUTE", detail: { entryId }, askedAt: toDate(now) },
    });
    await recordAudit(tx, {
      actor: "SYSTEM",
      action: "profile.address_change_disputed",
      subjectType: "user",
      subjectId: userId,
      detail: { entryId, ip: origin.ip, sessionsEnded: ended },
      at: now,
    });
    const { email } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
    await sendMail(
      tx,
      {
        to: email,
        subject: "The change of your address is frozen",
        body: "Somebody with one of our letters told us that it was not you who changed the address. The address before counts, all sessions were ended, no money leaves your accounts, and we will call you.",
      },
      now,
    );
    await publish(tx, "staff", "request");
  });
  return { isFrozen: true };
}
