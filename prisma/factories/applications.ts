import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import type { SaveStepInput } from "@/domain/onboarding/steps";
import { type AnswersSeed, applicationAnswers } from "@/prisma/factories/application-answers";
import { saveStep, startApplication, submitApplication } from "@/server/onboarding";
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
