import { hash, verify } from "@node-rs/argon2";
import { AppError } from "@/domain/errors";
import { normalPassword, passwordProblem } from "@/domain/auth/password-rules";
import { countAttempt } from "@/server/auth/rate-limits";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** argon2id with OWASP's first choice: 19 MiB, two passes, one lane. Existing hashes carry their own figures. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(normalPassword(password), COST);

let decoy: Promise<string> | null = null;

/**
 * Whether the password is the one behind the hash. Without a hash (nobody has that address) the same work is done
 * against a hash of nothing in particular, so that the time of the answer does not tell who is a customer.
 */
export async function passwordMatches(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hash("a password that nobody has", COST);
  const right = await verify(passwordHash ?? (await decoy), normalPassword(password));
  return right && passwordHash !== null;
}

/** Throws PASSWORD_TOO_WEAK, naming the field, unless the password will do for this person. */
export function requireGoodPassword(password: string, about: { email: string; displayName: string }): void {
  const problem = passwordProblem(password, about);
  if (problem) throw new AppError("PASSWORD_TOO_WEAK", problem, [{ path: "password", message: problem }]);
}

/** Throws VALIDATION, naming the field, unless this is the actor's password; tries are counted. Answers with the hash. */
export async function requireCurrentPassword(
  deps: Deps,
  actor: Actor,
  password: string,
  field: string,
): Promise<string> {
  await countAttempt(deps, [["PASSWORD_CHANGE_PERSON", actor.userId]]);
  const { passwordHash } = await deps.db.user.findUniqueOrThrow({ where: { id: actor.userId } });
  if (await passwordMatches(password, passwordHash)) return passwordHash;
  const message = "This is not your current password.";
  throw new AppError("VALIDATION", message, [{ path: field, message }]);
}
