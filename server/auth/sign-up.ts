import type { EmailOnlyInput, SignUpInput, VerifyEmailInput } from "@/domain/auth/inputs";
import { toDate } from "@/domain/time/instant";
import { makeLink, portalUrl, useLink } from "@/server/auth/email-tokens";
import { hashPassword, requireGoodPassword } from "@/server/auth/passwords";
import { countAttempt } from "@/server/auth/rate-limits";
import type { Origin } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { sendMail } from "@/server/platform/mail";

type Newcomer = SignUpInput & { passwordHash: string };

async function sendVerification(tx: Tx, deps: Deps, user: { id: string; email: string }): Promise<void> {
  const now = deps.clock.now();
  const link = await makeLink(tx, deps.env, { userId: user.id, purpose: "VERIFY_EMAIL", now });
  const body =
    "Welcome to RushTrade. Please confirm that this is your address; the link works once, for 24 hours.\n\n" +
    "If you did not sign up, ignore this message: without the confirmation nobody can sign in with your address.";
  await sendMail(tx, { to: user.email, subject: "Confirm your e-mail address", body, link }, now);
}

async function tellOwner(tx: Tx, deps: Deps, email: string): Promise<void> {
  const body =
    "Somebody, probably you, tried to sign up at RushTrade with this address. You have an account with us already: " +
    "sign in, or choose a new password if you no longer know yours. If it was not you, nothing has happened.";
  const link = `${portalUrl(deps.env)}/sign-in`;
  await sendMail(
    tx,
    { to: email, subject: "You already have a RushTrade sign-in", body, link },
    deps.clock.now(),
  );
}

/** Records the newcomer, or, if the address was never confirmed by anybody, lets the latest sign-up stand. */
async function recordNewcomer(tx: Tx, deps: Deps, newcomer: Newcomer): Promise<void> {
  const now = deps.clock.now();
  const id = newId();
  const [user] = await tx.$queryRaw<{ id: string }[]>`
    insert into portal.users (id, email, password_hash, display_name, role, created_at)
    values (${id}::uuid, ${newcomer.email}, ${newcomer.passwordHash}, ${newcomer.displayName}, 'INVESTOR', ${toDate(now)})
    on conflict (email) do update set password_hash = excluded.password_hash, display_name = excluded.display_name
      where users.email_verified_at is null
    returning id`;
  if (!user) return tellOwner(tx, deps, newcomer.email);
  await sendVerification(tx, deps, { id: user.id, email: newcomer.email });
  await recordAudit(tx, {
    actor: { userId: user.id, role: "INVESTOR" },
    action: "user.signed_up",
    subjectType: "user",
    subjectId: user.id,
    at: now,
  });
}

/**
 * Signs somebody up and sends the message that confirms the address. The answer is the same, after the same work,
 * whether or not the address is known; its owner is told by mail. Throws PASSWORD_TOO_WEAK, RATE_LIMITED.
 */
export async function signUp(deps: Deps, input: SignUpInput, origin: Origin): Promise<{ email: string }> {
  requireGoodPassword(input.password, input);
  await countAttempt(deps, [
    ["SIGN_UP_PLACE", origin.ip],
    ["MAIL_PERSON", input.email],
  ]);
  const passwordHash = await hashPassword(input.password);
  await deps.db.$transaction((tx) => recordNewcomer(tx, deps, { ...input, passwordHash }));
  return { email: input.email };
}

/** Sends the confirming message again, if that address waits for it; the answer never tells. */
export async function resendVerification(
  deps: Deps,
  input: EmailOnlyInput,
  origin: Origin,
): Promise<{ email: string }> {
  await countAttempt(deps, [
    ["MAIL_PLACE", origin.ip],
    ["MAIL_PERSON", input.email],
  ]);
  await deps.db.$transaction(async (tx) => {
    const user = await tx.user.findFirst({ where: { email: input.email, emailVerifiedAt: null } });
    if (user) await sendVerification(tx, deps, user);
  });
  return { email: input.email };
}

/** Confirms the address that a link was sent to, once. Throws TOKEN_INVALID. */
export async function verifyEmail(
  deps: Deps,
  input: VerifyEmailInput,
  origin: Origin,
): Promise<{ email: string }> {
  await countAttempt(deps, [["TOKEN_PLACE", origin.ip]]);
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    const userId = await useLink(tx, "VERIFY_EMAIL", input.token, now);
    const user = await tx.user.update({ where: { id: userId }, data: { emailVerifiedAt: toDate(now) } });
    await recordAudit(tx, {
      actor: { userId, role: "INVESTOR" },
      action: "user.email_verified",
      subjectType: "user",
      subjectId: userId,
      at: now,
    });
    return { email: user.email };
  });
}
