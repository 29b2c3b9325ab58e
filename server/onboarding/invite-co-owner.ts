import { AppError } from "@/domain/errors";
import { ACCOUNT_TYPES, type AccountTypeKey } from "@/domain/onboarding/account-types";
import type { CoOwnerAnswers } from "@/domain/onboarding/co-owner-input";
import type { InvitationInput } from "@/domain/onboarding/inputs";
import { legalName } from "@/domain/onboarding/names";
import { plus, toDate } from "@/domain/time/instant";
import { countAttempt, portalUrl } from "@/server/auth";
import { formOf, lockOwnDraft, type StoredApplication } from "@/server/onboarding/own-application";
import { myApplication, myCoOwnership } from "@/server/onboarding/queries";
import { fieldError } from "@/server/onboarding/sealed-numbers";
import type { ApplicationView, InvitationView } from "@/server/onboarding/views";
import type { Actor, Origin } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { sha256 } from "@/server/platform/crypto";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { idFrom, newSecret } from "@/server/platform/ids";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

const LINK_LIFE_MS = 14 * 24 * 3_600_000;

const inviterOf = (application: StoredApplication, actor: Actor): string => {
  const { identity } = formOf(application);
  return identity ? legalName(identity) : actor.displayName;
};

/** Sends the one-time link; one that was sent before stops working. */
async function sendInvitation(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  application: StoredApplication,
  { email, firstName }: Pick<CoOwnerAnswers, "email" | "firstName">,
): Promise<void> {
  const now = deps.clock.now();
  const secret = newSecret();
  const link = { tokenHash: sha256(secret), tokenExpiresAt: toDate(plus(now, LINK_LIFE_MS)) };
  await tx.coOwner.upsert({
    where: { applicationId: application.id },
    create: {
      id: idFrom("co-owner", application.id),
      applicationId: application.id,
      email,
      invitedAt: toDate(now),
      ...link,
    },
    update: { email, invitedAt: toDate(now), ...link },
  });
  const inviter = inviterOf(application, actor);
  const { title } = ACCOUNT_TYPES[application.accountType as AccountTypeKey];
  const body =
    `Dear ${firstName},\n\n${inviter} wants to open an account with you at RushTrade (${title}). ` +
    "Open the link to see it. You sign in as yourself, fill in your own part and sign the agreements yourself; " +
    "your tax number is not shown to anybody else. The link works once, for 14 days.\n\n" +
    "If you do not know what this is about, ignore this message.";
  const mail = {
    to: email,
    subject: `${inviter} invites you to a joint account`,
    body,
    link: `${portalUrl(deps.env)}/co-owner?token=${secret}`,
  };
  await sendMail(tx, mail, now);
  await recordAudit(tx, {
    actor,
    action: "application.co_owner_invited",
    subjectType: "application",
    subjectId: application.id,
    detail: { email },
    at: now,
  });
}

/** With the step that names him: whoever was invited stays invited, somebody else gets a link of his own. */
export async function inviteCoOwner(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  application: StoredApplication,
  answers: CoOwnerAnswers,
): Promise<void> {
  if (answers.email === actor.email.toLowerCase())
    throw fieldError("email", "This is your own address. The second owner needs one of his own.");
  const known = await tx.coOwner.findUnique({ where: { applicationId: application.id } });
  if (known?.email === answers.email) return;
  if (known?.userId)
    throw fieldError("email", `The invitation was accepted by ${known.email} already and cannot be moved.`);
  await sendInvitation(tx, deps, actor, application, answers);
}

/** Sends the invitation once more. NOT_FOUND without one, CONFLICT once it was accepted, RATE_LIMITED. */
export async function inviteAgain(
  deps: Deps,
  actor: Actor,
  input: { applicationId: string },
  origin: Origin,
): Promise<ApplicationView> {
  await deps.db.$transaction(async (tx) => {
    const { application, coOwner } = await lockOwnDraft(tx, actor, input.applicationId);
    const answers = formOf(application)["co-owner"];
    if (!coOwner || !answers) throw new AppError("NOT_FOUND");
    if (coOwner.userId) throw new AppError("CONFLICT", "The invitation has been accepted already.");
    await countAttempt(deps, [
      ["MAIL_PLACE", origin.ip],
      ["MAIL_PERSON", coOwner.email],
    ]);
    await sendInvitation(tx, deps, actor, application, {
      email: coOwner.email,
      firstName: answers.firstName,
    });
  });
  const view = await myApplication(deps, actor);
  if (!view) throw new AppError("NOT_FOUND");
  return view;
}

/** Who invites to what, for whoever holds the link. TOKEN_INVALID for a used, old or unknown one; RATE_LIMITED. */
export async function readInvitation(
  deps: Deps,
  input: InvitationInput,
  origin: Origin,
): Promise<InvitationView> {
  await countAttempt(deps, [["TOKEN_PLACE", origin.ip]]);
  const found = await deps.db.coOwner.findFirst({
    where: { tokenHash: sha256(input.token), tokenExpiresAt: { gt: toDate(deps.clock.now()) } },
    include: { application: true },
  });
  if (found?.application.status !== "DRAFT") throw new AppError("TOKEN_INVALID");
  const { identity, "co-owner": invited } = formOf(found.application);
  return {
    inviter: identity ? legalName(identity) : "Somebody",
    invited: invited ? `${invited.firstName} ${invited.lastName}` : "",
    accountTypeTitle: ACCOUNT_TYPES[found.application.accountType as AccountTypeKey].title,
    shares: invited?.shares ?? null,
  };
}

/**
 * Accepts an invitation: the link is used up, of any number at the same time one succeeds, and the part belongs to who
 * is signed in. TOKEN_INVALID; CONFLICT for one's own application; RATE_LIMITED.
 */
export async function acceptInvitation(
  deps: Deps,
  actor: Actor,
  input: InvitationInput,
  origin: Origin,
): Promise<ApplicationView> {
  await countAttempt(deps, [["TOKEN_PLACE", origin.ip]]);
  const now = toDate(deps.clock.now());
  await deps.db.$transaction(async (tx) => {
    const [joined] = await tx.$queryRaw<{ application_id: string; owner_id: string; number: string }[]>`
      update portal.co_owner c set user_id = ${actor.userId}::uuid, joined_at = ${now}, token_hash = null,
        token_expires_at = null
      from portal.application a
      where c.token_hash = ${sha256(input.token)} and c.token_expires_at > ${now} and a.id = c.application_id
        and a.status = 'DRAFT'
      returning c.application_id, a.user_id as owner_id, a.number`;
    if (!joined) throw new AppError("TOKEN_INVALID");
    if (joined.owner_id === actor.userId)
      throw new AppError("CONFLICT", "This is your own application. The second owner signs in as himself.");
    await recordAudit(tx, {
      actor,
      action: "application.co_owner_joined",
      subjectType: "application",
      subjectId: joined.application_id,
      detail: { number: joined.number },
      at: deps.clock.now(),
    });
    await publish(tx, `user:${joined.owner_id}`, "application");
  });
  const view = await myCoOwnership(deps, actor);
  if (!view) throw new AppError("NOT_FOUND");
  return view;
}
