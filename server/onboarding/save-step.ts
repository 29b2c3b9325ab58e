import { AppError } from "@/domain/errors";
import type { AccountTypeKey } from "@/domain/onboarding/account-types";
import type { Agreement } from "@/domain/onboarding/agreement-texts";
import { agreementsFor, noticesFor, textId } from "@/domain/onboarding/agreements";
import { identityProblem } from "@/domain/onboarding/missing-steps";
import { isSignatureOf, legalName } from "@/domain/onboarding/names";
import type { ApplicationForm, Identification, SaveStepInput, Signature } from "@/domain/onboarding/steps";
import { localDateOf, toDate, toIso } from "@/domain/time/instant";
import {
  formOf,
  lockOwnDraft,
  numberOnFile,
  type StoredApplication,
} from "@/server/onboarding/own-application";
import { myApplication } from "@/server/onboarding/queries";
import type { ApplicationView } from "@/server/onboarding/views";
import type { Actor, Origin } from "@/server/platform/actor";
import type { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

type IdentityAnswers = Extract<SaveStepInput, { step: "identity" }>["answers"];

const fieldError = (path: string, message: string): AppError =>
  new AppError("VALIDATION", message, [{ path: `answers.${path}`, message }]);

/** The context that an identification number is encrypted under: it cannot be moved to another application. */
export const cipherContext = (applicationId: string): string => `application:${applicationId}:identification`;

/** Equal numbers give equal fingerprints only within one register: an SSN is no passport. */
const registerOf = (id: Identification): string =>
  id.kind === "FOREIGN_PASSPORT" ? `identification:passport:${id.country}` : "identification:us-tin";

function sameRegister(application: StoredApplication, given: Identification): boolean {
  const stored = formOf(application).identity?.identification;
  return (
    numberOnFile(application) === given.kind &&
    stored !== undefined &&
    registerOf(stored) === registerOf(given)
  );
}

/** What the identity step writes beside the form: the number, sealed. Nothing when the one on file stays. */
function sealedNumber(deps: Deps, application: StoredApplication, { identification }: IdentityAnswers) {
  const { number } = identification;
  if (number === null) {
    if (sameRegister(application, identification)) return {};
    throw fieldError("identification.number", "Your identification number is needed.");
  }
  return {
    taxIdCiphertext: deps.cipher.encrypt(number, cipherContext(application.id)),
    taxIdLast4: number.slice(-4),
    taxIdFingerprint: deps.cipher.fingerprint(number, registerOf(identification)),
  };
}

function requireAll(texts: readonly Agreement[], given: readonly string[], path: string): void {
  const lacking = texts.find((text) => !given.includes(textId(text)));
  if (lacking) throw fieldError(path, `Please confirm "${lacking.title}".`);
}

function requireSignature(form: ApplicationForm, signedName: string): void {
  if (!form.identity) throw fieldError("signedName", "Please fill in who you are before you sign.");
  if (!isSignatureOf(signedName, form.identity))
    throw fieldError("signedName", `Please type your name as you gave it: ${legalName(form.identity)}.`);
}

/** The step's answers as they are kept, after the checks that need more than the answers themselves. */
function answersToKeep(
  deps: Deps,
  application: StoredApplication,
  input: SaveStepInput,
  origin: Origin,
): object {
  const now = deps.clock.now();
  const accountType = application.accountType as AccountTypeKey;
  switch (input.step) {
    case "identity": {
      const problem = identityProblem(input.answers, localDateOf(now));
      if (problem) throw fieldError(problem.path, problem.message);
      return { ...input.answers, identification: { ...input.answers.identification, number: null } };
    }
    case "disclosures":
      requireAll(noticesFor(accountType), input.answers.acknowledged, "acknowledged");
      return { acknowledged: noticesFor(accountType).map(textId) };
    case "agreements": {
      requireAll(agreementsFor(accountType), input.answers.accepted, "accepted");
      requireSignature(formOf(application), input.answers.signedName);
      const signature: Signature = { signedAt: toIso(now), ip: origin.ip, userAgent: origin.userAgent };
      return {
        accepted: agreementsFor(accountType).map(textId),
        signedName: input.answers.signedName,
        ...signature,
      };
    }
    default:
      return input.answers;
  }
}

/**
 * Saves one step of the actor's own draft; other steps stay as they are, whoever saves them at the same time. Returns
 * the application. NOT_FOUND for another's, APPLICATION_NOT_EDITABLE once submitted, VALIDATION beside the field.
 */
export async function saveStep(
  deps: Deps,
  actor: Actor,
  input: SaveStepInput,
  origin: Origin,
): Promise<ApplicationView> {
  await deps.db.$transaction(async (tx) => {
    const application = await lockOwnDraft(tx, actor, input.applicationId);
    const answers = answersToKeep(deps, application, input, origin);
    const sealed = input.step === "identity" ? sealedNumber(deps, application, input.answers) : {};
    const accountType = input.step === "account-type" ? { accountType: input.answers.accountType } : {};
    await tx.application.update({
      where: { id: application.id },
      data: {
        ...sealed,
        ...accountType,
        form: { ...formOf(application), [input.step]: answers } as unknown as Prisma.InputJsonObject,
        version: { increment: 1 },
        updatedAt: toDate(deps.clock.now()),
      },
    });
  });
  const application = await myApplication(deps, actor);
  if (!application) throw new AppError("NOT_FOUND");
  return application;
}
