import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import type { EvidenceKind } from "@/domain/evidence/kinds";
import { toDate } from "@/domain/time/instant";
import type { SaveStepInput } from "@/domain/onboarding/steps";
import { type AnswersSeed, applicationAnswers } from "@/prisma/factories/application-answers";
import {
  acceptInvitation,
  myCoOwnership,
  saveStep,
  startApplication,
  submitApplication,
} from "@/server/onboarding";
import type { Actor, Origin } from "@/server/platform/actor";
import { byteCipher } from "@/server/platform/byte-cipher";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

const HERE: Origin = { ip: "192.0.2.7", userAgent: "factory" };

/** A paper that was sent in for an application, straight into the tables. */
export async function createPaper(
  deps: Deps,
  userId: string,
  applicationId: string,
  kind: EvidenceKind,
): Promise<string> {
  const id = newId();
  const cipher = byteCipher(deps.env.FIELD_ENCRYPTION_KEY);
  await deps.db.evidencePaper.create({
    data: {
      id,
      subjectType: "APPLICATION",
      subjectId: applicationId,
      kind,
      name: "A paper",
      format: "JPEG",
      size: 5,
      pages: 1,
      sha256: "0".repeat(64),
      keyId: cipher.keyId,
      sentBy: userId,
      sentAt: toDate(deps.clock.now()),
      content: { create: { sealed: cipher.seal(new TextEncoder().encode("bytes"), `evidence:${id}`) } },
    },
  });
  return id;
}

/** Fills in an application step by step, as its owner would; returns its id. */
export async function draftApplication(deps: Deps, actor: Actor, seed: AnswersSeed = {}): Promise<string> {
  const { id } = await startApplication(deps, actor, {
    accountType: seed.accountType ?? "INDIVIDUAL_CASH",
  });
  const answers = applicationAnswers(seed);
  if (ACCOUNT_TYPES[seed.accountType ?? "INDIVIDUAL_CASH"].entity)
    await createPaper(deps, actor.userId, id, "ENTITY_PAPER");
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

/**
 * The second owner comes by the link that was mailed (unless he has come already), and fills in and signs the other part
 * of a joint application.
 */
export async function completeCoOwner(
  deps: Deps,
  coOwner: Actor,
  seed: AnswersSeed & { invitedAs: string },
  mustCome = true,
): Promise<void> {
  const joint = mustCome
    ? await acceptInvitation(deps, coOwner, { token: await invitationToken(deps, seed.invitedAs) }, HERE)
    : await myCoOwnership(deps, coOwner);
  if (!joint) throw new Error("a second owner who has come has a part");
  const { id, accountType } = joint;
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
