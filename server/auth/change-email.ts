import type { ChangeEmailInput } from "@/domain/auth/inputs";
import { AppError } from "@/domain/errors";
import { type Instant, instantFromDate, plus, toDate } from "@/domain/time/instant";
import { portalUrl } from "@/server/auth/email-tokens";
import { requireCurrentPassword } from "@/server/auth/passwords";
import { countAttempt } from "@/server/auth/rate-limits";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { sha256 } from "@/server/platform/crypto";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId, newSecret } from "@/server/platform/ids";
import { sendMail } from "@/server/platform/mail";

const LIFE_MS = 24 * 3_600_000;

/** A change that waits: which of the two addresses has confirmed it. */
export type EmailChangeView = {
  newEmail: string;
  oldConfirmed: boolean;
  newConfirmed: boolean;
  expiresAt: Instant;
};

/** The change that waits, or null. */
export async function readEmailChange(
  { db, clock }: Pick<Deps, "db" | "clock">,
  actor: Actor,
): Promise<EmailChangeView | null> {
  const row = await db.emailChange.findFirst({
    where: { userId: actor.userId, endedAt: null, expiresAt: { gt: toDate(clock.now()) } },
  });
  return (
    row && {
      newEmail: row.newEmail,
      oldConfirmed: row.oldConfirmedAt !== null,
      newConfirmed: row.newConfirmedAt !== null,
      expiresAt: instantFromDate(row.expiresAt),
    }
  );
}

type Links = { oldSecret: string; newSecret: string };

async function sendLinks(
  tx: Tx,
  deps: Deps,
  { oldEmail, newEmail, isTaken }: { oldEmail: string; newEmail: string; isTaken: boolean },
  links: Links,
): Promise<void> {
  const now = deps.clock.now();
  const link = (secret: string, of: "old" | "new") =>
    `${portalUrl(deps.env)}/confirm-email?of=${of}&token=${secret}`;
  const both = "It counts once it has been confirmed from both addresses, within 24 hours.";
  await sendMail(
    tx,
    {
      to: oldEmail,
      subject: "Your e-mail address with RushTrade is being changed",
      body: `Somebody who knows your password asked us to let you sign in with another e-mail address from now on. ${both} If it was not you, stop it with the same link and choose a new password.`,
      link: link(links.oldSecret, "old"),
    },
    now,
  );
  // Whoever asks must not learn whose address it is; its owner does.
  const letter = isTaken
    ? {
        subject: "Somebody gave your e-mail address",
        body: "Somebody asked us to let them sign in with this address, which is yours already. Nothing has changed.",
        link: `${portalUrl(deps.env)}/sign-in`,
      }
    : {
        subject: "Confirm your new e-mail address",
        body: `You asked to sign in to RushTrade with this address from now on. ${both} If you did not ask for it, ignore this message.`,
        link: link(links.newSecret, "new"),
      };
  await sendMail(tx, { to: newEmail, ...letter }, now);
}

/**
 * Asks for another address to sign in with. Both addresses get a link, and nothing changes before both were used; one that
 * waits already is replaced. The answer is the same whether or not somebody has the new address. Throws SIGN_IN_FAILED or
 * VALIDATION for a wrong password, VALIDATION for the address that one has, RATE_LIMITED.
 */
export async function changeEmail(
  deps: Deps,
  actor: Actor,
  input: ChangeEmailInput,
): Promise<EmailChangeView> {
  await requireCurrentPassword(deps, actor, input.password, "password");
  if (input.email === actor.email) {
    const message = "You sign in with this address already.";
    throw new AppError("VALIDATION", message, [{ path: "email", message }]);
  }
  await countAttempt(deps, [
    ["MAIL_PERSON", input.email],
    ["MAIL_PERSON", actor.email],
  ]);
  const now = deps.clock.now();
  const links: Links = { oldSecret: newSecret(), newSecret: newSecret() };
  const expiresAt = plus(now, LIFE_MS);
  await deps.db.$transaction(async (tx) => {
    // Two at once go one after the other: the later one stands.
    await tx.$executeRaw`select 1 from portal.users where id = ${actor.userId}::uuid for no key update`;
    await tx.emailChange.updateMany({
      where: { userId: actor.userId, endedAt: null },
      data: { endedAt: toDate(now), outcome: "REPLACED" },
    });
    const isTaken = (await tx.user.count({ where: { email: input.email } })) > 0;
    const id = newId();
    await tx.emailChange.create({
      data: {
        id,
        userId: actor.userId,
        oldEmail: actor.email,
        newEmail: input.email,
        oldHash: sha256(links.oldSecret),
        newHash: sha256(links.newSecret),
        askedAt: toDate(now),
        expiresAt: toDate(expiresAt),
      },
    });
    await sendLinks(tx, deps, { oldEmail: actor.email, newEmail: input.email, isTaken }, links);
    await recordAudit(tx, {
      actor,
      action: "user.email_change_asked",
      subjectType: "user",
      subjectId: actor.userId,
      detail: { changeId: id, newEmail: input.email },
      at: now,
    });
  });
  return { newEmail: input.email, oldConfirmed: false, newConfirmed: false, expiresAt };
}

/** Takes one's own change back while it waits. NOT_FOUND when none does. */
export async function takeBackEmailChange(deps: Deps, actor: Actor): Promise<null> {
  const now = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.emailChange.updateMany({
      where: { userId: actor.userId, endedAt: null },
      data: { endedAt: toDate(now), outcome: "STOPPED" },
    });
    if (count === 0) throw new AppError("NOT_FOUND");
    await recordAudit(tx, {
      actor,
      action: "user.email_change_stopped",
      subjectType: "user",
      subjectId: actor.userId,
      at: now,
    });
  });
  return null;
}
