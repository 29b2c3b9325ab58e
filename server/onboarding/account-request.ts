import { invariant } from "@/domain/errors";
import { type TaxStatus, taxStatusOf } from "@/domain/corporate-actions/withholding";
import { accountTitle } from "@/domain/onboarding/account-title";
import { ACCOUNT_TYPES, type AccountTypeKey } from "@/domain/onboarding/account-types";
import { type TaxFormKind, taxStatusOfForms } from "@/domain/onboarding/tax-forms";
import { localDateFromColumn } from "@/domain/time/instant";
import type { AccountRequest } from "@/server/accounts";
import { besideOf, formOf, partsOf, type StoredApplication } from "@/server/onboarding/own-application";
import type { Tx } from "@/server/platform/db";

/**
 * The account's standing with the tax office by the latest form of each signer; of an application from before there were
 * forms, by its answers.
 */
export async function taxOf(tx: Tx, application: StoredApplication): Promise<TaxStatus> {
  const rows = await tx.signedTaxForm.findMany({
    where: { applicationId: application.id },
    orderBy: [{ signedAt: "asc" }, { id: "asc" }],
  });
  const { identity, address } = formOf(application);
  invariant(identity && address, "a submitted application has an identity and an address");
  if (rows.length === 0)
    return taxStatusOf({
      citizenship: identity.citizenship,
      residence: address.country,
      identification: identity.identification.kind,
    });
  const latest = [...new Map(rows.map((row) => [row.userId, row])).values()];
  // The first owner's form comes first: the account is reported under his number.
  const [own, others] = [
    latest.filter((row) => row.userId === application.userId),
    latest.filter((row) => row.userId !== application.userId),
  ];
  return taxStatusOfForms(
    [...own, ...others].map((row) => ({
      form: row.form as TaxFormKind,
      country: row.country,
      treatyCountry: row.treatyCountry,
      isSubjectToBackup: row.isSubjectToBackup,
      validThrough: row.validThrough && localDateFromColumn(row.validThrough),
    })),
  );
}

/** What the clearing firm is asked to open for an approved application: kind, title, holders, tax standing. */
export async function accountRequestOf(tx: Tx, application: StoredApplication): Promise<AccountRequest> {
  const type = application.accountType as AccountTypeKey;
  const { coOwner } = await besideOf(tx, application);
  const title = accountTitle(partsOf({ application, coOwner }));
  invariant(title, "a submitted application names its owners");
  const isJoint = ACCOUNT_TYPES[type].coOwnerSteps.length > 0;
  const isEntity = ACCOUNT_TYPES[type].entity !== null;
  return {
    applicationId: application.id,
    type,
    title,
    holders: [
      { userId: application.userId, role: isEntity ? "SIGNER" : "OWNER" },
      ...(isJoint && coOwner?.userId ? [{ userId: coOwner.userId, role: "OWNER" as const }] : []),
    ],
    tax: await taxOf(tx, application),
  };
}
