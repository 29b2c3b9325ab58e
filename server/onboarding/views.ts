import type { AccountStatus } from "@/domain/onboarding/account-status";
import { ACCOUNT_TYPES, type AccountTypeKey, type StepId, STEPS } from "@/domain/onboarding/account-types";
import { type ApplicationStatus, isDecided } from "@/domain/onboarding/application-status";
import { type Draft, missingSteps } from "@/domain/onboarding/missing-steps";
import type { ApplicationForm, Identification, StepAnswers } from "@/domain/onboarding/steps";

export type StepView = {
  id: StepId;
  title: string;
  description: string;
  isDone: boolean;
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

/** The customer's own application. The identification number is never in it: its kind and last four digits are. */
export type ApplicationView = {
  id: string;
  number: string;
  status: ApplicationStatus;
  accountType: AccountTypeKey;
  accountTypeTitle: string;
  steps: StepView[];
  /** The first step that is not done; "review" when all are. */
  nextStep: StepId | "review";
  answers: { [Step in StepId]?: StepAnswers[Step] };
  numberOnFile: { kind: Identification["kind"]; last4: string } | null;
  stages: StageView[];
  account: { id: string; number: string | null; status: AccountStatus } | null;
  updatedAt: string;
};

/** What the browser needs of a form: a signature's address and browser stay on the server. */
function answersOf(form: ApplicationForm): ApplicationView["answers"] {
  const { agreements, ...rest } = form;
  if (!agreements) return rest;
  return { ...rest, agreements: { accepted: agreements.accepted, signedName: agreements.signedName } };
}

function stepViews(draft: Draft): StepView[] {
  const missing = new Map(missingSteps(draft).map(({ step, reason }) => [step, reason]));
  return ACCOUNT_TYPES[draft.accountType].steps.map((id) => {
    const reason = missing.get(id);
    return {
      id,
      ...STEPS[id],
      isDone: reason === undefined,
      problem: reason !== undefined && draft.form[id] !== undefined ? reason : null,
    };
  });
}

export type ApplicationDates = { submittedAt: Date | null; decidedAt: Date | null };
type AccountState = {
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

export type ApplicationRow = ApplicationDates & {
  id: string;
  number: string;
  status: string;
  taxIdLast4: string | null;
  updatedAt: Date;
};

export function applicationView(row: ApplicationRow, draft: Draft, account: AccountState): ApplicationView {
  const steps = stepViews(draft);
  const status = row.status as ApplicationStatus;
  return {
    id: row.id,
    number: row.number,
    status,
    accountType: draft.accountType,
    accountTypeTitle: ACCOUNT_TYPES[draft.accountType].title,
    steps,
    nextStep: steps.find((step) => !step.isDone)?.id ?? "review",
    answers: answersOf(draft.form),
    numberOnFile:
      draft.numberOnFile && row.taxIdLast4 ? { kind: draft.numberOnFile, last4: row.taxIdLast4 } : null,
    stages: stageViews(status, row, account),
    account: account && { id: account.id, number: account.number, status: account.status },
    updatedAt: row.updatedAt.toISOString(),
  };
}
