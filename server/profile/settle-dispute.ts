import { type EntryEvent, type EntryStatus, nextEntryStatus } from "@/domain/profile/profile-kinds";
import { invariant } from "@/domain/errors";
import { toDate } from "@/domain/time/instant";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/**
 * Ends the freeze of a disputed address, in the transaction of the desk's decision: "confirmed" lets it count from now
 * on (the customer said on the telephone that it is right), "refused" makes it void.
 */
export async function settleDispute(
  tx: Tx,
  deps: Deps,
  entryId: string,
  event: Extract<EntryEvent, "confirmed" | "refused">,
): Promise<void> {
  const [entry] = await tx.$queryRaw<{ user_id: string; status: EntryStatus }[]>`
    select user_id, status from portal.profile_entry where id = ${entryId}::uuid for update`;
  const status = entry && nextEntryStatus(entry.status, event);
  invariant(entry && status, "a disputed address is not frozen");
  await tx.profileEntry.update({
    where: { id: entryId },
    data: { status, ...(event === "confirmed" ? { effectiveAt: toDate(deps.clock.now()) } : {}) },
  });
  await publish(tx, `user:${entry.user_id}`, "profile");
}
