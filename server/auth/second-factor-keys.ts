import { randomBytes } from "node:crypto";
import { RECOVERY_CODES, recoveryCode } from "@/domain/auth/second-factor";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** A sealed key opens only for the person whose it is. */
export const secretContext = (userId: string): string => `second_factor:${userId}`;

/** Recovery codes are kept as keyed hashes: a copy of the database is not enough to try them all. */
export const recoveryHash = (deps: Pick<Deps, "cipher">, userId: string, code: string): string =>
  deps.cipher.fingerprint(code, `recovery_code:${userId}`);

/** Makes ten new recovery codes in the place of all that there were; they are returned here and never again. */
export async function replaceRecoveryCodes(
  tx: Tx,
  deps: Pick<Deps, "cipher">,
  userId: string,
): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomBytes(10)));
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: recoveryHash(deps, userId, code) })),
  });
  return codes;
}
