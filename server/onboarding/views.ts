import { treatyRate } from "@/domain/corporate-actions/withholding";
import type { AccountStatus } from "@/domain/onboarding/account-status";
import { ACCOUNT_TYPES, type AccountTypeKey, type StepId } from "@/domain/onboarding/account-types";
import { STEPS, stepWords } from "@/domain/onboarding/step-words";
import { type ApplicationStatus, isDecided } from "@/domain/onboarding/application-status";
import { type Draft, missingSteps, stepsOf } from "@/domain/onboarding/missing-steps";
import { legalName } from "@/domain/onboarding/names";
import type { ApplicationForm, Identification, StepAnswers } from "@/domain/onboarding/steps";
import { type Concern, suitabilityOf } from "@/domain/onboarding/suitability";
import {
  fittingTaxForm,
  type TaxFormKind,
  treatyCountryOf,
  validThrough,
} from "@/domain/onboarding/tax-forms";
import type { LocalDate } from "@/domain/time/instant";
import {
  draftOf,
  formOf,
  numbersOf,
  type PartKind,
  partsOf,
  type WholeApplication,
} from "@/server/onboarding/own-application";
import type { Deps } from "@/server/platform/deps";

export type StepView = {
  id: StepId;
  title: string;
  description: string;
  isDone: boolean;
  /** Somebody else's turn. */
  isWaiting: boolean;
  /** What is missing, for a step that has answers but not the right ones. */
  problem: string | null;
};

/** A stage of an application's way, as the customer follows it. Instants are ISO texts. */
export type StageView = {
  id: "submitted" | "review" | "decision" | "account";
  label: string;
  detail: string | null;
  at: string | null;
  state: "done" | "current" | "todo" | "problem";
};

/** How far the other owner is, as the first one may see it: what is missing, never what was answered. */
export type OtherOwnerView = { name: string; email: string; hasJoined: boolean; missing: readonly string[] };

/** What the tax form step needs to know: which form fits, and what a treaty would be worth. */
export type TaxFormFacts = {
  fitting: TaxFormKind | null;
  country: string | null;
  /** A plain decimal, "0.15"; null where there is no treaty that we know of. */
  treatyRate: string | null;
  validThrough: LocalDate;
};

/**
 * One part of an application, for the person whose part it is. No tax or passport number is ever in it: the kind and
 * the last four digits are.
 */
export type ApplicationView = {
  id: string;
  number: string;
  /** Of this part: sent back with a step, so that an old page cannot overwrite a newer answer. */
  version: number;
  status: ApplicationStatus;
  part: PartKind;
  /** Where this part's pages are. */
  path: "/open-account" | "/open-account/joint";
  accountType: AccountTypeKey;
  accountTypeTitle: string;
  steps: StepView[];
  /** The first step that is not done and is one's own to do; "review" when there is none. */
  nextStep: StepId | "review";
  answers: { [Step in StepId]?: StepAnswers[Step] };
  numberOnFile: { kind: Identification["kind"]; last4: string } | null;
  /** Numbers of others on file, by subject: "entity", "person:KEY", "foreign-tin". */
  numbersOnFile: Record<string, { kind: string; last4: string }>;
  coOwner: OtherOwnerView | null;
  /** Shares of owners in common as the part's reader knows them: his own first. Null for all others. */
  shares: { own: string; other: string } | null;
  /** The first owner and what is missing there, for the second one. */
  firstOwner: { name: string; missing: readonly string[] } | null;
  taxForm: TaxFormFacts;
  /** What somebody will look at because of the kind of account, in sentences. */
  concerns: readonly Concern[];
  stages: StageView[];
  account: { id: string; number: string | null; status: AccountStatus } | null;
  updatedAt: string;
};

/** What the holder of an invitation's link may see before accepting it. */
export type InvitationView = {
  inviter: string;
  invited: string;
  accountTypeTitle: string;
  shares: { own: string; coOwner: string } | null;
};

/** What the browser needs of a form: a signature's address and browser stay on the server. */
function answersOf(form: ApplicationForm): ApplicationView["answers"] {
  const entries = Object.entries(form).map(([step, answers]) => {
    const { signedAt: _at, ip: _ip, userAgent: _agent, terms: _terms, ...own } = answers as Stored;
    return [step, own];
  });
  return Object.fromEntries(entries) as ApplicationView["answers"];
}
type Stored = { [field: string]: unknown };

function stepViews(draft: Draft): StepView[] {
  const missing = new Map(missingSteps(draft).map((found) => [found.step, found]));
  return stepsOf(draft).map((id) => {
    const found = missing.get(id);
    return {
      id,
      ...stepWords(draft.accountType, id),
      isDone: found === undefined,
      isWaiting: found?.waitsForOther ?? false,
      problem: found !== undefined && draft.form[id] !== undefined ? found.reason : null,
    };
  });
}

export type ApplicationDates = { submittedAt: Date | null; decidedAt: Date | null };
export type AccountState = {
  id: string;
  number: string | null;
  status: AccountStatus;
  openedAt: string | null;
} | null;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** A customer is not told that an application was escalated. */
const reviewDetail = (status: ApplicationStatus): string =>
  status === "INFO_REQUESTED"
    ? "We have asked you something: please answer, so that we can go on."
    : "Usually within one business day.";

function stageViews(status: ApplicationStatus, dates: ApplicationDates, account: AccountState): StageView[] {
  if (status === "DRAFT") return [];
  const isOver = isDecided(status);
  const isRejected = status === "REJECTED";
  const stages: StageView[] = [
    {
      id: "submitted",
      label: "Application received",
      detail: null,
      at: iso(dates.submittedAt),
      state: "done",
    },
    {
      id: "review",
      label: "Looked at by a person",
      detail: isOver ? null : reviewDetail(status),
      at: null,
      state: isOver ? "done" : status === "INFO_REQUESTED" ? "problem" : "current",
    },
    {
      id: "decision",
      label: isRejected ? "Not approved" : isOver ? "Approved" : "Decision",
      detail: isRejected
        ? "We cannot open an account on this application. Write to us if you think it was misunderstood."
        : null,
      at: iso(dates.decidedAt),
      state: isRejected ? "problem" : isOver ? "done" : "todo",
    },
  ];
  return isRejected ? stages : [...stages, accountStage(status, account)];
}

function accountStage(status: ApplicationStatus, account: AccountState): StageView {
  if (account?.number)
    return {
      id: "account",
      label: `Your account ${account.number} is open`,
      detail: null,
      at: account.openedAt,
      state: "done",
    };
  if (account?.status === "CLOSED")
    return {
      id: "account",
      label: "The clearing firm did not open the account",
      detail: "We will write to you.",
      at: null,
      state: "problem",
    };
  return {
    id: "account",
    label: "Opened by Meridian Clearing Corporation",
    detail: status === "APPROVED" ? "Being opened now; it takes a moment." : null,
    at: null,
    state: status === "APPROVED" ? "current" : "todo",
  };
}

function sharesOf({ application, coOwner }: WholeApplication, part: PartKind): ApplicationView["shares"] {
  const shares = formOf(application)["co-owner"]?.shares;
  if (!shares || (part === "CO_OWNER" && !coOwner)) return null;
  return part === "CO_OWNER"
    ? { own: shares.coOwner, other: shares.own }
    : { own: shares.own, other: shares.coOwner };
}

/** As the second owner may see the first one's part: whose it is, and what is missing; never an answer. */
function firstOwnerOf(deps: Deps, whole: WholeApplication): ApplicationView["firstOwner"] {
  const { identity } = formOf(whole.application);
  const missing = missingSteps(draftOf(deps, whole)).filter(({ step }) => step !== "co-owner");
  return {
    name: identity ? legalName(identity) : "The first owner",
    missing: missing.map(({ step }) => STEPS[step].title),
  };
}

function taxFormFacts(draft: Draft): TaxFormFacts {
  const accountType = draft.part === "CO_OWNER" ? "INDIVIDUAL_CASH" : draft.accountType;
  const country = treatyCountryOf(accountType, draft.form);
  return {
    fitting: fittingTaxForm(accountType, draft.form),
    country,
    treatyRate: country === null ? null : treatyRate(country, draft.today),
    validThrough: validThrough(draft.today),
  };
}

/** One part of an application for its own person; `row` has the dates, `account` what it came to. */
export function applicationView(
  deps: Deps,
  whole: WholeApplication,
  part: PartKind,
  row: ApplicationDates,
  account: AccountState,
): ApplicationView {
  const { application, coOwner } = whole;
  const draft = draftOf(deps, whole, part);
  const own = part === "CO_OWNER" && coOwner ? coOwner : application;
  const steps = stepViews(draft);
  const status = application.status as ApplicationStatus;
  return {
    id: application.id,
    number: application.number,
    version: own.version,
    status,
    part,
    path: part === "CO_OWNER" ? "/open-account/joint" : "/open-account",
    accountType: draft.accountType,
    accountTypeTitle: ACCOUNT_TYPES[draft.accountType].title,
    steps,
    nextStep: steps.find((step) => !step.isDone && !step.isWaiting)?.id ?? "review",
    answers: answersOf(draft.form),
    numberOnFile:
      draft.numberOnFile && own.taxIdLast4 ? { kind: draft.numberOnFile, last4: own.taxIdLast4 } : null,
    numbersOnFile: Object.fromEntries(
      Object.entries(numbersOf(part, whole.numbers)).map(([subject, { kind, last4 }]) => [
        subject,
        { kind, last4 },
      ]),
    ),
    coOwner: draft.coOwner ?? null,
    shares: sharesOf(whole, part),
    firstOwner: part === "CO_OWNER" ? firstOwnerOf(deps, whole) : null,
    taxForm: taxFormFacts(draft),
    concerns: part === "APPLICANT" ? suitabilityOf({ ...partsOf(whole), today: draft.today }) : [],
    stages: stageViews(status, row, account),
    account: account && { id: account.id, number: account.number, status: account.status },
    updatedAt: application.updatedAt.toISOString(),
  };
}
