import type { AccountTypeKey } from "@/domain/onboarding/account-types";
import { AppError } from "@/domain/errors";
import type { Draft } from "@/domain/onboarding/missing-steps";
import type { ApplicationForm, Identification } from "@/domain/onboarding/steps";
import { localDateOf } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import type { Tx } from "@/server/platform/db";
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
};

/** Answers by step. What was written by an older version of the steps is caught when `missingSteps` parses it. */
export const formOf = (application: Pick<StoredApplication, "form">): ApplicationForm =>
  application.form as ApplicationForm;

/** The kind of identification whose number is on file. */
export const numberOnFile = (
  application: Pick<StoredApplication, "form" | "taxIdLast4">,
): Identification["kind"] | null =>
  application.taxIdLast4 === null ? null : (formOf(application).identity?.identification.kind ?? null);

export const draftOf = (deps: Deps, application: StoredApplication): Draft => ({
  accountType: application.accountType as AccountTypeKey,
  form: formOf(application),
  numberOnFile: numberOnFile(application),
  // Papers and ages count by the calendar on the wall, not by the exchange's clock.
  today: localDateOf(deps.clock.now()),
});

/** The actor's own draft, locked until the transaction ends. NOT_FOUND for others', APPLICATION_NOT_EDITABLE once submitted. */
export async function lockOwnDraft(tx: Tx, actor: Actor, applicationId: string): Promise<StoredApplication> {
  await tx.$executeRaw`
    select 1 from portal.application where id = ${applicationId}::uuid and user_id = ${actor.userId}::uuid for update`;
  const application = await tx.application.findFirst({ where: { id: applicationId, userId: actor.userId } });
  if (!application) throw new AppError("NOT_FOUND");
  if (application.status !== "DRAFT") throw new AppError("APPLICATION_NOT_EDITABLE");
  return application;
}
