import { invariant } from "@/domain/errors";
import type { AccountTypeKey } from "@/domain/onboarding/account-types";
import { agreementsFor, noticesFor } from "@/domain/onboarding/agreements";
import { termsOf } from "@/domain/onboarding/co-owner-input";
import type { ApplicationForm } from "@/domain/onboarding/steps";
import { signedTaxForm } from "@/domain/onboarding/tax-forms";
import { type SignedFacts, signedModels } from "@/domain/statements/signed-models";
import { instantFromIso, localDateOf, toColumn, toDate } from "@/domain/time/instant";
import { keepSignedPapers } from "@/server/documents";
import {
  draftOf,
  formOf,
  type PartKind,
  partsOf,
  type WholeApplication,
} from "@/server/onboarding/own-application";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

type Signer = { part: PartKind; userId: string; form: ApplicationForm; last4: string };

/** Who signs: the applicant, and the second owner of a joint account. */
function signersOf(deps: Deps, whole: WholeApplication): Signer[] {
  const { application, coOwner } = whole;
  const first: Signer = {
    part: "APPLICANT",
    userId: application.userId,
    form: formOf(application),
    last4: application.taxIdLast4 ?? "",
  };
  if (!draftOf(deps, whole).coOwner) return [first];
  invariant(coOwner?.userId, "a complete joint application has a second owner who joined");
  const second: Signer = {
    part: "CO_OWNER",
    userId: coOwner.userId,
    form: formOf(coOwner),
    last4: coOwner.taxIdLast4 ?? "",
  };
  return [first, second];
}

/** Which texts were accepted, under which hash, by which name, when and from where. */
function acceptancesOf(
  { application }: WholeApplication,
  signer: Signer,
): Prisma.AgreementAcceptanceCreateManyInput[] {
  const signature = signer.form.agreements;
  invariant(signature, "a complete application is not signed");
  const type = application.accountType as AccountTypeKey;
  return [...noticesFor(type), ...agreementsFor(type)].map((text) => ({
    id: newId(),
    applicationId: application.id,
    userId: signer.userId,
    agreementKey: text.key,
    version: text.version,
    sha256: text.sha256,
    signedName: signature.signedName,
    acceptedAt: toDate(instantFromIso(signature.signedAt)),
    ip: signature.ip,
    userAgent: signature.userAgent,
  }));
}

/** A co-owner is a person, whatever the account is. */
export const taxpayerType = (part: PartKind, accountType: string): AccountTypeKey =>
  part === "CO_OWNER" ? "INDIVIDUAL_CASH" : (accountType as AccountTypeKey);

export function taxFormOf(
  { application }: Pick<WholeApplication, "application">,
  signer: Pick<Signer, "part" | "userId" | "form">,
): Prisma.SignedTaxFormCreateManyInput {
  const answers = signer.form["tax-form"];
  invariant(answers, "a complete application has no tax form");
  const { signedAt, ip, userAgent, signedName, certified: _certified, ...details } = answers;
  const at = instantFromIso(signedAt);
  const form = signedTaxForm(
    taxpayerType(signer.part, application.accountType),
    signer.form,
    answers,
    localDateOf(at),
  );
  return {
    id: newId(),
    applicationId: application.id,
    userId: signer.userId,
    ...form,
    validThrough: form.validThrough && toColumn(form.validThrough),
    details: details as unknown as Prisma.InputJsonObject,
    signedName,
    signedAt: toDate(at),
    ip,
    userAgent,
  };
}

/** The facts from which what a signer signed is written. */
export function signedFactsOf(whole: WholeApplication, signer: Signer): SignedFacts {
  const { application, numbers } = whole;
  const last4 = (subject: string) => numbers.find((number) => number.subject === subject)?.last4 ?? null;
  return {
    number: application.number,
    accountType: application.accountType as AccountTypeKey,
    parts: partsOf(whole),
    part: signer.part,
    form: signer.form,
    terms: termsOf(formOf(application)["co-owner"]),
    numberLast4: signer.last4,
    entityLast4: last4("entity"),
    foreignTinLast4: last4(signer.part === "CO_OWNER" ? "co-owner:foreign-tin" : "foreign-tin"),
    personLast4: (key) => last4(key),
  };
}

/**
 * Makes the signatures of everybody who signs permanent: the texts accepted, the tax forms, and the papers that say so,
 * which are printed afterwards. In the transaction of the submission.
 */
export async function recordSignatures(tx: Tx, deps: Deps, whole: WholeApplication): Promise<void> {
  const signers = signersOf(deps, whole);
  await tx.agreementAcceptance.createMany({
    data: signers.flatMap((signer) => acceptancesOf(whole, signer)),
  });
  await tx.signedTaxForm.createMany({ data: signers.map((signer) => taxFormOf(whole, signer)) });
  await keepSignedPapers(
    tx,
    signers.flatMap((signer) =>
      signedModels(signedFactsOf(whole, signer)).map((model) => ({
        applicationId: whole.application.id,
        userId: signer.userId,
        model,
      })),
    ),
  );
}
