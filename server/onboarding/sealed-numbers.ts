import { AppError } from "@/domain/errors";
import type { Identification } from "@/domain/onboarding/steps";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** What is wrong with one field of the step that is being saved. */
export const fieldError = (path: string, message: string): AppError =>
  new AppError("VALIDATION", message, [{ path: `answers.${path}`, message }]);

/** Equal numbers give equal fingerprints only within one register: an SSN is no passport. */
export const registerOf = (id: Pick<Identification, "kind"> & { country?: string }): string =>
  id.kind === "FOREIGN_PASSPORT" ? `identification:passport:${id.country}` : "identification:us-tin";

/** A number that cannot be moved to another row: sealed under what it is. */
export const sealed = (
  deps: Deps,
  number: string,
  { context, register }: { context: string; register: string },
) => ({
  ciphertext: deps.cipher.encrypt(number, context),
  last4: number.slice(-4),
  fingerprint: deps.cipher.fingerprint(number, register),
});

/** The context that an applicant's or a co-owner's own number is encrypted under: it cannot be moved to another row. */
export const identificationContext = (owner: "application" | "co_owner", id: string): string =>
  `${owner}:${id}:identification`;

/** The context that a number beside the applicant's own is encrypted under. */
export const contextOf = (applicationId: string, subject: string): string =>
  `application:${applicationId}:${subject}`;

export type NumberToKeep = {
  applicationId: string;
  subject: string;
  kind: string;
  register: string;
  /** Null keeps the one on file, if it is of that kind and register. */
  number: string | null;
  /** The field of the step, for the answer. */
  path: string;
};

/** Keeps a number sealed beside the form. VALIDATION if none was given and none of that kind is there. */
export async function keepNumber(tx: Tx, deps: Deps, wanted: NumberToKeep): Promise<void> {
  const { applicationId, subject, kind, register, number, path } = wanted;
  if (number === null) {
    const known = await tx.numberOnFile.findFirst({ where: { applicationId, subject, kind, register } });
    if (!known) throw fieldError(path, "The number is needed.");
    return;
  }
  const values = {
    kind,
    register,
    ...sealed(deps, number, { context: contextOf(applicationId, subject), register }),
  };
  await tx.numberOnFile.upsert({
    where: { applicationId_subject: { applicationId, subject } },
    create: { applicationId, subject, ...values },
    update: values,
  });
}

/** Forgets the numbers of people who are no longer named. */
export async function forgetNumbers(tx: Tx, applicationId: string, kept: readonly string[]): Promise<void> {
  await tx.numberOnFile.deleteMany({
    where: { applicationId, subject: { startsWith: "person:", notIn: [...kept] } },
  });
}
