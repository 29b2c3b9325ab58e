import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import type { SaveStepInput } from "@/domain/onboarding/steps";
import { type AnswersSeed, applicationAnswers } from "@/prisma/factories/application-answers";
import { acceptInvitation, saveStep, startApplication, submitApplication } from "@/server/onboarding";
import type { Actor, Origin } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

const HERE: Origin = { ip: "192.0.2.7", userAgent: "factory" };

/** Fills in an application step by step, as its owner would; returns its id. */
export async function draftApplication(deps: Deps, actor: Actor, seed: AnswersSeed = {}): Promise<string> {
  const { id } = await startApplication(deps, actor, {
    accountType: seed.accountType ?? "INDIVIDUAL_CASH",
  });
  const answers = applicationAnswers(seed);
  for (const step of ACCOUNT_TYPES[seed.accountType ?? "INDIVIDUAL_CASH"].steps)
    await saveStep(deps, actor, { applicationId: id, step, answers: answers[step] } as SaveStepInput, HERE);
  return id;
}

/** The secret of the last invitation to somebody, as the mail has it. */
export async function invitationToken(deps: Deps, email: string): Promise<string> {
  const mail = await deps.db.mailMessage.findFirstOrThrow({
    where: { recipient: email, link: { contains: "/co-owner?token=" } },
    orderBy: { createdAt: "desc" },
  });
  return new URL(mail.link ?? "").searchParams.get("token") ?? "";
}

/** The second owner comes by the link that was mailed, and fills in and signs the other part of a joint application. */
export async function completeCoOwner(
  deps: Deps,
  coOwner: Actor,
  seed: AnswersSeed & { invitedAs: string },
): Promise<void> {
  const token = await invitationToken(deps, seed.invitedAs);
  const { id, accountType } = await acceptInvitation(deps, coOwner, { token }, HERE);
  // A second owner is a person, who signs the texts of the joint account.
  const { disclosures, agreements } = applicationAnswers({ ...seed, accountType });
  const answers = {
    ...applicationAnswers({ ...seed, accountType: "INDIVIDUAL_CASH" }),
    disclosures,
    agreements,
  };
  for (const step of ACCOUNT_TYPES[accountType].coOwnerSteps)
    await saveStep(deps, coOwner, { applicationId: id, step, answers: answers[step] } as SaveStepInput, HERE);
}

/** The same, submitted: it waits for a reviewer. */
export async function submittedApplication(
  deps: Deps,
  actor: Actor,
  seed: AnswersSeed = {},
): Promise<string> {
  const applicationId = await draftApplication(deps, actor, seed);
  await submitApplication(deps, actor, { applicationId });
  return applicationId;
}
