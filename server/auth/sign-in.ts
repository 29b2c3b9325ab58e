import type { SignInInput } from "@/domain/auth/inputs";
import { AppError } from "@/domain/errors";
import { passwordMatches } from "@/server/auth/passwords";
import { countAttempt, forgiveAttempt, type LimitKey } from "@/server/auth/rate-limits";
import { startSession } from "@/server/auth/sessions";
import type { Origin, Role } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/**
 * Checks an address and a password and starts a session. Throws SIGN_IN_FAILED for a wrong one of either, after the
 * same work; RATE_LIMITED after too many; EMAIL_NOT_VERIFIED only to those who know the password.
 */
export async function signIn(deps: Deps, input: SignInInput, origin: Origin): Promise<{ sessionId: string }> {
  const keys: LimitKey[] = [
    ["SIGN_IN_PERSON_AND_PLACE", `${input.email} ${origin.ip}`],
    ["SIGN_IN_PERSON", input.email],
    ["SIGN_IN_PLACE", origin.ip],
  ];
  await countAttempt(deps, keys);
  const user = await deps.db.user.findUnique({ where: { email: input.email } });
  if (!(await passwordMatches(input.password, user?.passwordHash ?? null)) || !user)
    throw new AppError("SIGN_IN_FAILED");
  await forgiveAttempt(deps, keys);
  if (!user.emailVerifiedAt) throw new AppError("EMAIL_NOT_VERIFIED");
  const now = deps.clock.now();
  const sessionId = await deps.db.$transaction((tx) =>
    startSession(tx, { id: user.id, role: user.role as Role }, origin, now),
  );
  return { sessionId };
}
