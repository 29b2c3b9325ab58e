import { AppError } from "@/domain/errors";
import { ACCOUNT_TYPES, type AccountTypeKey, type StepId } from "@/domain/onboarding/account-types";
import type { Agreement } from "@/domain/onboarding/agreement-texts";
import { agreementsFor, noticesFor, textId } from "@/domain/onboarding/agreements";
import { isReadingWord } from "@/domain/onboarding/reading-sample";
import { documentsProblem, identityProblem, missingSteps, stepsOf } from "@/domain/onboarding/missing-steps";
import { isSignatureOf, legalName } from "@/domain/onboarding/names";
import type { ApplicationForm, SaveStepInput, StepAnswers } from "@/domain/onboarding/steps";
import { localDateOf, toDate, toIso } from "@/domain/time/instant";
import { inviteCoOwner } from "@/server/onboarding/invite-co-owner";
import { keepEntity, keepOwners, keepTaxForm } from "@/server/onboarding/keep-answers";
import {
  draftOf,
  formOf,
  lockOwnPart,
  numberOnFile,
  type OwnPart,
} from "@/server/onboarding/own-application";
import { viewOf } from "@/server/onboarding/queries";
import type { Saving } from "@/server/onboarding/saving";
import { fieldError, identificationContext, registerOf, sealed } from "@/server/onboarding/sealed-numbers";
import type { ApplicationView } from "@/server/onboarding/views";
import type { Actor, Origin } from "@/server/platform/actor";
import type { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

const STALE =
  "You changed this application in another tab or on another device after this page was loaded. What is typed here is not saved: load the page again to go on from there.";

const partOf = ({ application, coOwner, part }: OwnPart) =>
  part === "CO_OWNER" && coOwner ? coOwner : application;

/** The identity step's number, sealed beside the form. Nothing when the one on file stays. */
function identityNumber({ deps, own }: Saving, { identification }: StepAnswers["identity"]) {
  const part = partOf(own);
  const { number } = identification;
  const register = registerOf(identification);
  if (number === null) {
    const stored = formOf(part).identity?.identification;
    if (stored && numberOnFile(part) === identification.kind && registerOf(stored) === register) return {};
    throw fieldError("identification.number", "Your identification number is needed.");
  }
  const owner = own.part === "CO_OWNER" ? "co_owner" : "application";
  const kept = sealed(deps, number, { context: identificationContext(owner, part.id), register });
  const other = own.part === "CO_OWNER" ? own.application : own.coOwner;
  if (other?.taxIdFingerprint === kept.fingerprint)
    throw fieldError("identification.number", "This is the number of the other owner. Please give your own.");
  return { taxIdCiphertext: kept.ciphertext, taxIdLast4: kept.last4, taxIdFingerprint: kept.fingerprint };
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

function keepAgreements({ deps, own, signature }: Saving, answers: StepAnswers["agreements"]): object {
  const texts = agreementsFor(own.application.accountType as AccountTypeKey);
  requireAll(texts, answers.accepted, "accepted");
  if (!isReadingWord(answers.readingWord))
    throw fieldError("readingWord", "This is not the word in the document. Open it and look again.");
  requireSignature(formOf(partOf(own)), answers.signedName);
  return {
    ...answers,
    accepted: texts.map(textId),
    terms: draftOf(deps, own, own.part).terms ?? null,
    ...signature,
  };
}

/** The step's answers as they are kept, after the checks that need more than the answers themselves. */
async function answersToKeep(saving: Saving, input: SaveStepInput): Promise<object> {
  const { deps, own, tx, actor } = saving;
  const accountType = own.application.accountType as AccountTypeKey;
  switch (input.step) {
    case "identity": {
      const problem = identityProblem(input.answers, localDateOf(deps.clock.now()));
      if (problem) throw fieldError(problem.path, problem.message);
      return { ...input.answers, identification: { ...input.answers.identification, number: null } };
    }
    case "entity":
      return keepEntity(saving, input.answers);
    case "owners":
      return keepOwners(saving, input.answers);
    case "tax-form":
      return keepTaxForm(saving, input.answers);
    case "documents": {
      const problem = documentsProblem(accountType, own.papers);
      if (problem) throw fieldError("sent", problem);
      return input.answers;
    }
    case "co-owner":
      await inviteCoOwner(tx, deps, actor, own.application, input.answers);
      return input.answers;
    case "disclosures":
      requireAll(noticesFor(accountType), input.answers.acknowledged, "acknowledged");
      return { acknowledged: noticesFor(accountType).map(textId) };
    case "agreements":
      return keepAgreements(saving, input.answers);
    default:
      return input.answers;
  }
}

/** A step that this kind of account does not have is nobody's to save. */
function requireStep(own: OwnPart, step: StepId): void {
  const accountType = own.application.accountType as AccountTypeKey;
  if (!stepsOf({ accountType, part: own.part }).includes(step))
    throw new AppError("VALIDATION", `"${ACCOUNT_TYPES[accountType].title}" has no such step.`);
}

/** The first owner hears when the second one is done: then it is his turn to send it. */
async function tellWhenDone({ tx, deps, own }: Saving, before: number): Promise<void> {
  if (own.part !== "CO_OWNER") return;
  const { application } = own;
  await publish(tx, `user:${application.userId}`, "application");
  const coOwner = await tx.coOwner.findUnique({ where: { applicationId: application.id } });
  const missing = coOwner ? missingSteps(draftOf(deps, { ...own, coOwner }, "CO_OWNER")) : [];
  if (before === 0 || missing.length > 0) return;
  const name = formOf(application)["co-owner"]?.firstName ?? "The second owner";
  const { email } = await tx.user.findUniqueOrThrow({
    where: { id: application.userId },
    select: { email: true },
  });
  const body = `${name} has filled in and signed the other part of application ${application.number}. Look it over and send it.`;
  await sendMail(tx, { to: email, subject: `${name} has signed`, body }, deps.clock.now());
}

/** Returns the application as it then stands. */
async function write(saving: Saving, input: SaveStepInput, answers: object) {
  const { tx, deps, own } = saving;
  const part = partOf(own);
  const data = {
    ...(input.step === "identity" ? identityNumber(saving, input.answers) : {}),
    form: { ...formOf(part), [input.step]: answers } as unknown as Prisma.InputJsonObject,
    version: { increment: 1 },
  };
  if (own.part === "CO_OWNER") {
    const { application } = await tx.coOwner.update({
      where: { id: part.id },
      data,
      include: { application: true },
    });
    return application;
  }
  const accountType = input.step === "account-type" ? { accountType: input.answers.accountType } : {};
  return tx.application.update({
    where: { id: part.id },
    data: { ...data, ...accountType, updatedAt: toDate(deps.clock.now()) },
  });
}

/**
 * Saves one step of the actor's own part of a draft; other steps stay as they are, whoever saves them at the same
 * time. Returns the application. NOT_FOUND for another's, APPLICATION_NOT_EDITABLE once submitted, CONFLICT for a page
 * that is older than the draft, VALIDATION beside the field.
 */
export async function saveStep(
  deps: Deps,
  actor: Actor,
  input: SaveStepInput,
  origin: Origin,
): Promise<ApplicationView> {
  const { application, part } = await deps.db.$transaction(async (tx) => {
    const own = await lockOwnPart(tx, actor, input.applicationId);
    if (input.version !== undefined && input.version !== partOf(own).version)
      throw new AppError("CONFLICT", STALE);
    requireStep(own, input.step);
    const signature = { signedAt: toIso(deps.clock.now()), ip: origin.ip, userAgent: origin.userAgent };
    const saving: Saving = { tx, deps, actor, own, signature };
    const before = own.part === "CO_OWNER" ? missingSteps(draftOf(deps, own, "CO_OWNER")).length : 0;
    const saved = await write(saving, input, await answersToKeep(saving, input));
    await tellWhenDone(saving, before);
    return { application: saved, part: own.part };
  });
  return viewOf(deps, application, part);
}
