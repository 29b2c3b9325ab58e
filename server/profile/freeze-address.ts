import { AppError } from "@/domain/errors";
import { DISPUTE_DAYS } from "@/domain/profile/profile-kinds";
import { plus, toDate } from "@/domain/time/instant";
import { restrictAccounts } from "@/server/accounts";
import { sha256 } from "@/server/platform/crypto";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

const DAY_MS = 86_400_000;

/**
 * Freezes the change of address whose secret this is: the address before counts again, also when the new one did
 * already, and no money leaves the person's accounts until the desk lifts that: who changed the address may have more.
 * Once; TOKEN_INVALID for a used, old or unknown secret.
 */
export async function freezeAddress(
  tx: Tx,
  deps: Deps,
  secret: string,
): Promise<{ entryId: string; userId: string }> {
  const since = toDate(plus(deps.clock.now(), -DISPUTE_DAYS * DAY_MS));
  const [entry] = await tx.$queryRaw<{ id: string; user_id: string }[]>`
    update portal.profile_entry set status = 'FROZEN', dispute_hash = null
    where dispute_hash = ${sha256(secret)} and status = 'STANDING' and recorded_at > ${since}
    returning id, user_id`;
  if (!entry) throw new AppError("TOKEN_INVALID");
  const accounts = await tx.account.findMany({
    where: { holders: { some: { userId: entry.user_id } } },
    select: { id: true },
  });
  await restrictAccounts(tx, deps, "SYSTEM", {
    accountIds: accounts.map(({ id }) => id),
    kind: "NO_WITHDRAWALS",
    cause: "DISPUTED_ADDRESS",
    reason: "An owner says that a change of address was not theirs: call them before money leaves.",
    exchangeAt: await deps.clock.exchangeNow(),
  });
  await publish(tx, `user:${entry.user_id}`, "profile");
  return { entryId: entry.id, userId: entry.user_id };
}
