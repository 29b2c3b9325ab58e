import { AppError, invariant } from "@/domain/errors";
import { type AccountTypeKey, ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { STEPS } from "@/domain/onboarding/step-words";
import { termsOf } from "@/domain/onboarding/co-owner-input";
import { type CoOwnerProgress, type Draft, missingSteps } from "@/domain/onboarding/missing-steps";
import type { ApplicationParts } from "@/domain/onboarding/persons";
import type { ApplicationForm, Identification } from "@/domain/onboarding/steps";
import { localDateOf } from "@/domain/time/instant";
import { evidenceKindsOf } from "@/server/evidence";
import type { Actor } from "@/server/platform/actor";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** An application as it is kept. The number itself is encrypted in `taxIdCiphertext` and nowhere else. */
export type StoredApplication = {
  id: string;
  number: string;
  userId: string;
  accountType: string;
  status: string;
  form: unknown;
  taxIdLast4: string | null;
  taxIdFingerprint: string | null;
  version: number;
  updatedAt: Date;
};

/** The second owner's part, as it is kept. */
export type StoredCoOwner = {
  id: string;
  applicationId: string;
  email: string;
  userId: string | null;
  form: unknown;
  taxIdLast4: string | null;
  taxIdFingerprint: string | null;
  version: number;
};

export type StoredNumber = { subject: string; kind: string; register: string; last4: string };

/** An application with everything that stands beside it. */
export type WholeApplication = {
  application: StoredApplication;
  coOwner: StoredCoOwner | null;
  numbers: readonly StoredNumber[];
  /** The kinds of papers that were sent in for it. */
  papers: readonly string[];
};

export type PartKind = NonNullable<Draft["part"]>;

/** Answers by step. What was written by an older version of the steps is caught when `missingSteps` parses it. */
export const formOf = (part: { form: unknown }): ApplicationForm => part.form as ApplicationForm;

/** The kind of identification whose number is on file. */
export const numberOnFile = (part: {
  form: unknown;
  taxIdLast4: string | null;
}): Identification["kind"] | null =>
  part.taxIdLast4 === null ? null : (formOf(part).identity?.identification.kind ?? null);

/** Under which names a part's numbers are kept: a co-owner's have his mark before them. */
export const subjectOf = (part: PartKind, subject: string): string =>
  part === "CO_OWNER" ? `co-owner:${subject}` : subject;

/** One part's numbers, by the names that its own steps know them by. */
export function numbersOf(part: PartKind, numbers: readonly StoredNumber[]): Record<string, StoredNumber> {
  const mine = numbers.filter(({ subject }) => subject.startsWith("co-owner:") === (part === "CO_OWNER"));
  return Object.fromEntries(
    mine.map((number) => [
      part === "CO_OWNER" ? number.subject.slice("co-owner:".length) : number.subject,
      number,
    ]),
  );
}

/** The application with its second owner, as checks and titles look at it. */
export const partsOf = ({
  application,
  coOwner,
}: Pick<WholeApplication, "application" | "coOwner">): ApplicationParts => ({
  accountType: application.accountType as AccountTypeKey,
  form: formOf(application),
  coOwner: coOwner && { form: formOf(coOwner) },
});

function progressOf(deps: Deps, whole: WholeApplication): CoOwnerProgress | null {
  const { coOwner, application } = whole;
  const invited = formOf(application)["co-owner"];
  if (!coOwner || !invited) return null;
  return {
    name: `${invited.firstName} ${invited.lastName}`,
    email: coOwner.email,
    hasJoined: coOwner.userId !== null,
    missing: missingSteps(draftOf(deps, whole, "CO_OWNER")).map(({ step }) => STEPS[step].title),
  };
}

/** One part of an application as the pure rules look at it. */
export function draftOf(deps: Deps, whole: WholeApplication, part: PartKind = "APPLICANT"): Draft {
  const { application, coOwner, numbers, papers } = whole;
  const own = part === "CO_OWNER" ? coOwner : application;
  invariant(own, "there is no second owner whose part could be read");
  const accountType = application.accountType as AccountTypeKey;
  const { hasShares, coOwnerSteps } = ACCOUNT_TYPES[accountType];
  const kinds = Object.entries(numbersOf(part, numbers)).map(([subject, { kind }]) => [subject, kind]);
  return {
    accountType,
    form: formOf(own),
    numberOnFile: numberOnFile(own),
    numbers: Object.fromEntries(kinds) as Record<string, string>,
    papers,
    part,
    coOwner: part === "APPLICANT" && coOwnerSteps.length > 0 ? progressOf(deps, whole) : null,
    terms: hasShares ? termsOf(formOf(application)["co-owner"]) : null,
    // Papers and ages count by the calendar on the wall, not by the exchange's clock.
    today: localDateOf(deps.clock.now()),
  };
}

/** Whether an application of this kind has numbers of others on file: an entity's, or a foreign tax number. */
const hasNumbers = (application: StoredApplication, isJoint: boolean, isEntity: boolean): boolean => {
  const taxForm = formOf(application)["tax-form"];
  return isJoint || isEntity || (taxForm !== undefined && taxForm.form !== "W9");
};

/**
 * What stands beside an application: its second owner, which numbers are on file, and the kinds of papers. Only what
 * its kind has is asked for: most applications are one person's, and are saved step by step.
 */
export async function besideOf(
  db: Db | Tx,
  application: StoredApplication,
): Promise<Omit<WholeApplication, "application">> {
  const { coOwnerSteps, entity } = ACCOUNT_TYPES[application.accountType as AccountTypeKey];
  const [isJoint, isEntity] = [coOwnerSteps.length > 0, entity !== null];
  const coOwner = isJoint ? await db.coOwner.findUnique({ where: { applicationId: application.id } }) : null;
  const numbers = hasNumbers(application, isJoint, isEntity)
    ? await db.numberOnFile.findMany({
        where: { applicationId: application.id },
        select: { subject: true, kind: true, register: true, last4: true },
      })
    : [];
  const papers = isEntity ? await evidenceKindsOf(db, application.id) : [];
  return { coOwner, numbers, papers };
}

export type OwnPart = WholeApplication & { part: PartKind };

/** Whose part it is for this person; NOT_FOUND for somebody who has none in it. */
export async function findOwnPart(db: Db | Tx, actor: Actor, applicationId: string): Promise<OwnPart> {
  const application = await db.application.findFirst({
    where: {
      id: applicationId,
      OR: [{ userId: actor.userId }, { coOwner: { userId: actor.userId } }],
    },
  });
  if (!application) throw new AppError("NOT_FOUND");
  const part = application.userId === actor.userId ? "APPLICANT" : "CO_OWNER";
  const beside = await besideOf(db, application);
  // The first owner has chosen a kind that has no second one: nobody is let into the first one's part instead.
  if (part === "CO_OWNER" && !beside.coOwner) throw new AppError("NOT_FOUND");
  return { application, part, ...beside };
}

/**
 * The actor's own part of a draft, the application locked until the transaction ends. NOT_FOUND for others',
 * APPLICATION_NOT_EDITABLE once submitted.
 */
export async function lockOwnPart(tx: Tx, actor: Actor, applicationId: string): Promise<OwnPart> {
  await tx.$executeRaw`
    select 1 from portal.application a where a.id = ${applicationId}::uuid and (a.user_id = ${actor.userId}::uuid
      or exists (select from portal.co_owner c where c.application_id = a.id and c.user_id = ${actor.userId}::uuid))
    for update`;
  const found = await findOwnPart(tx, actor, applicationId);
  if (found.application.status !== "DRAFT") throw new AppError("APPLICATION_NOT_EDITABLE");
  return found;
}

/** The applicant's own draft, locked; a second owner cannot send it: NOT_FOUND. */
export async function lockOwnDraft(tx: Tx, actor: Actor, applicationId: string): Promise<WholeApplication> {
  const found = await lockOwnPart(tx, actor, applicationId);
  if (found.part !== "APPLICANT") throw new AppError("NOT_FOUND");
  return found;
}
