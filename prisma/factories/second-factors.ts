import { toDate } from "@/domain/time/instant";
import { replaceRecoveryCodes, secretContext } from "@/server/auth/second-factor-keys";
import type { Deps } from "@/server/platform/deps";

/**
 * Gives somebody an authenticator whose key is known, as if it had been set up and confirmed; whoever has one already
 * keeps it. Answers with the recovery codes, none for somebody who had one.
 */
export async function giveSecondFactor(
  deps: Pick<Deps, "db" | "cipher" | "clock">,
  userId: string,
  key: string,
): Promise<string[]> {
  const secretSealed = deps.cipher.encrypt(key, secretContext(userId));
  const confirmedAt = toDate(deps.clock.now());
  return deps.db.$transaction(async (tx) => {
    const { count } = await tx.secondFactor.createMany({
      data: [{ userId, secretSealed, confirmedAt }],
      skipDuplicates: true,
    });
    return count > 0 ? replaceRecoveryCodes(tx, deps, userId) : [];
  });
}
