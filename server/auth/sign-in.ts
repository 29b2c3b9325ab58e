import type { SignInInput } from "@/domain/auth/inputs";
import { AppError } from "@/domain/errors";
import { completeSignIn } from "@/server/auth/complete-sign-in";
import { knownDevice, noteDevice } from "@/server/auth/devices";
import { passwordMatches } from "@/server/auth/passwords";
import { countAttempt, forgiveAttempt, type LimitKey } from "@/server/auth/rate-limits";
import { startSession } from "@/server/auth/sessions";
import type { Origin, Role } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** Whose devices are looked up for an address that nobody has, so that the work is the same. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * What an attempt counts against. A browser that this person has signed in with before has a count of its own and no
 * other: what strangers try from elsewhere never shuts the owner out there.
 */
function limitsOf(email: string, origin: Origin, deviceId: string | null): LimitKey[] {
  if (deviceId)
    return [
      ["SIGN_IN_DEVICE", deviceId],
      ["SIGN_IN_DEVICE_LONG", deviceId],
    ];
  return [
    ["SIGN_IN_PERSON_AND_PLACE", `${email} ${origin.ip}`],
    ["SIGN_IN_PERSON", email],
    ["SIGN_IN_PERSON_LONG", email],
    ["SIGN_IN_PLACE", origin.ip],
  ];
}

/**
 * Checks an address and a password and starts a session, in which somebody who has a second factor, or is staff, is not
 * signed in yet. Throws SIGN_IN_FAILED for a wrong one of either, after the same work; RATE_LIMITED after too many;
 * EMAIL_NOT_VERIFIED only to those who know the password.
 */
export async function signIn(
  deps: Deps,
  input: SignInInput,
  origin: Origin,
): Promise<{ sessionId: string; isPending: boolean }> {
  const user = await deps.db.user.findUnique({
    where: { email: input.email },
    include: { secondFactor: { select: { secretSealed: true } } },
  });
  const known = await knownDevice(deps.db, user?.id ?? NOBODY, origin.device);
  const keys = limitsOf(input.email, origin, known);
  await countAttempt(deps, keys);
  if (!(await passwordMatches(input.password, user?.passwordHash ?? null)) || !user)
    throw new AppError("SIGN_IN_FAILED");
  await forgiveAttempt(deps, keys);
  if (!user.emailVerifiedAt) throw new AppError("EMAIL_NOT_VERIFIED");
  const now = deps.clock.now();
  const role = user.role as Role;
  const isPending = Boolean(user.secondFactor?.secretSealed) || role !== "INVESTOR";
  return deps.db.$transaction(async (tx) => {
    const deviceId = await noteDevice(tx, user.id, origin.device, now);
    const sessionId = await startSession(
      tx,
      { user: { id: user.id, role }, origin, deviceId, isPending },
      now,
    );
    if (!isPending) await completeSignIn(tx, deps, { sessionId, user, now });
    return { sessionId, isPending };
  });
}
