import { treatyRate } from "@/domain/corporate-actions/withholding";
import type { AccountTypeKey } from "@/domain/onboarding/account-types";
import {
  fittingTaxForm,
  type TaxFormKind,
  type TaxFormStage,
  taxFormStage,
  treatyCountryOf,
  validThrough,
} from "@/domain/onboarding/tax-forms";
import { localDateFromColumn, localDateOf } from "@/domain/time/instant";
import { maskNumber } from "@/server/accounts";
import {
  besideOf,
  formOf,
  numberOnFile,
  type OwnPart,
  type PartKind,
  type StoredNumber,
  subjectOf,
} from "@/server/onboarding/own-application";
import { taxpayerType } from "@/server/onboarding/record-signatures";
import type { ApplicationView } from "@/server/onboarding/views";
import type { Actor } from "@/server/platform/actor";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** A signed form that counts now. Instants and days are ISO texts. */
export type TaxFormOnFile = {
  form: TaxFormKind;
  country: string;
  treatyCountry: string | null;
  isSubjectToBackup: boolean;
  signedAt: string;
  validThrough: string | null;
  stage: TaxFormStage;
};

/** One account's tax form of the actor, and what the form for the next one needs to know. No number is ever in it. */
export type AccountTaxFormView = {
  accountId: string;
  maskedNumber: string;
  title: string;
  current: TaxFormOnFile | null;
  source: Pick<
    ApplicationView,
    "part" | "accountType" | "answers" | "numberOnFile" | "numbersOnFile" | "taxForm"
  >;
};

const MOST_ACCOUNTS = 50;

/** The part of an application that is the actor's, as it is kept. */
export const partOf = ({ application, coOwner, part }: OwnPart) =>
  part === "CO_OWNER" && coOwner ? coOwner : application;

/** The foreign tax number that counts: each later form brings its own, under an id that rises with time. */
export function foreignTinOf(part: PartKind, numbers: readonly StoredNumber[]): StoredNumber | null {
  const base = subjectOf(part, "foreign-tin");
  const mine = numbers.filter(({ subject }) => subject === base || subject.startsWith(`${base}:`));
  return mine.toSorted((a, b) => (a.subject < b.subject ? -1 : 1)).at(-1) ?? null;
}

type FormRow = {
  form: string;
  country: string;
  treatyCountry: string | null;
  isSubjectToBackup: boolean;
  details: unknown;
  signedName: string;
  signedAt: Date;
  validThrough: Date | null;
};

function sourceOf(deps: Deps, own: OwnPart, latest: FormRow | null): AccountTaxFormView["source"] {
  const stored = partOf(own);
  const { identity, address, entity } = formOf(stored);
  const accountType = own.application.accountType as AccountTypeKey;
  const taxpayer = taxpayerType(own.part, accountType);
  const today = localDateOf(deps.clock.now());
  const country = treatyCountryOf(taxpayer, { identity, address, entity });
  const kind = numberOnFile(stored);
  const tin = foreignTinOf(own.part, own.numbers);
  const ofEntity = own.part === "APPLICANT" ? own.numbers.find(({ subject }) => subject === "entity") : null;
  const shown = ({ kind: of, last4 }: StoredNumber) => ({ kind: of, last4 });
  return {
    part: own.part,
    accountType,
    answers: {
      ...(identity ? { identity } : {}),
      ...(address ? { address } : {}),
      ...(entity ? { entity } : {}),
      ...(latest
        ? {
            "tax-form": {
              ...(latest.details as object),
              certified: true,
              signedName: latest.signedName,
            } as ApplicationView["answers"]["tax-form"] & object,
          }
        : {}),
    },
    numberOnFile: kind && stored.taxIdLast4 ? { kind, last4: stored.taxIdLast4 } : null,
    numbersOnFile: {
      ...(tin ? { "foreign-tin": shown(tin) } : {}),
      ...(ofEntity ? { entity: shown(ofEntity) } : {}),
    },
    taxForm: {
      fitting: fittingTaxForm(taxpayer, { identity, address, entity }),
      country,
      treatyRate: country === null ? null : treatyRate(country, today),
      validThrough: validThrough(today),
    },
  };
}

const onFile = (deps: Deps, row: FormRow): TaxFormOnFile => {
  const until = row.validThrough && localDateFromColumn(row.validThrough);
  return {
    form: row.form as TaxFormKind,
    country: row.country,
    treatyCountry: row.treatyCountry,
    isSubjectToBackup: row.isSubjectToBackup,
    signedAt: row.signedAt.toISOString(),
    validThrough: until,
    stage: taxFormStage(until, localDateOf(deps.clock.now())),
  };
};

/** The tax forms of the actor's open accounts: his own of each, never another owner's. */
export async function myTaxForms(
  deps: Deps,
  actor: Actor,
  db: Db | Tx = deps.db,
): Promise<AccountTaxFormView[]> {
  const accounts = await db.account.findMany({
    where: {
      holders: { some: { userId: actor.userId } },
      status: { in: ["OPEN", "RESTRICTED"] },
      number: { not: null },
      applicationId: { not: null },
    },
    orderBy: { number: "asc" },
    take: MOST_ACCOUNTS,
  });
  const ids = accounts.flatMap(({ applicationId }) => (applicationId ? [applicationId] : []));
  const applications = await db.application.findMany({
    where: { id: { in: ids }, OR: [{ userId: actor.userId }, { coOwner: { userId: actor.userId } }] },
    include: {
      taxForms: { where: { userId: actor.userId }, orderBy: [{ signedAt: "desc" }, { id: "desc" }], take: 1 },
    },
  });
  const byId = new Map(applications.map((application) => [application.id, application]));
  const views: AccountTaxFormView[] = [];
  for (const { id, number, title, applicationId } of accounts) {
    const application = byId.get(applicationId ?? "");
    if (!application) continue;
    const part = application.userId === actor.userId ? "APPLICANT" : "CO_OWNER";
    const own: OwnPart = { application, part, ...(await besideOf(db, application)) };
    const latest = application.taxForms[0] ?? null;
    views.push({
      accountId: id,
      maskedNumber: maskNumber(number),
      title,
      current: latest && onFile(deps, latest),
      source: sourceOf(deps, own, latest),
    });
  }
  return views;
}
