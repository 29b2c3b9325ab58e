import { AGREEMENT_TEXTS } from "@/domain/onboarding/agreement-texts";
import type { ApplicationStatus } from "@/domain/onboarding/application-status";
import { CHECK_KINDS, CHECK_TITLES, type CheckKind, type CheckOutcome } from "@/domain/onboarding/checks";
import type { ApprovalView } from "@/server/approvals";
import type { AuditEntryView } from "@/server/audit";
import type { ApplicationView } from "@/server/onboarding/views";

/** A line of the review queue. */
export type QueueLine = {
  id: string;
  number: string;
  name: string;
  /** "Oregon · Individual, cash" */
  about: string;
  status: ApplicationStatus;
  submittedAt: string;
  decidedAt: string | null;
  /** Milliseconds from submission to the decision, or to now. */
  waitedMs: number;
  /** The worst outcome of its checks. */
  flag: CheckOutcome;
  /** Whose desk it is on, by name. */
  assignee: string | null;
};
export type QueuePage = { applications: QueueLine[]; nextCursor: string | null };

export type CheckView = {
  /** Whom it is about: a person's key, "entity" or "application", and in words. */
  person: string;
  about: string;
  kind: CheckKind;
  title: string;
  outcome: CheckOutcome;
  summary: string;
  evidence: { name: string; value: string }[];
};

export type AcceptanceView = {
  title: string;
  version: string;
  sha256: string;
  signedName: string;
  acceptedAt: string;
  ip: string;
};

/** An application beside its evidence, for the reviewer. */
export type ReviewView = {
  id: string;
  number: string;
  status: ApplicationStatus;
  accountTypeTitle: string;
  name: string;
  email: string;
  submittedAt: string;
  /** Milliseconds from submission to the decision, or to now. */
  waitedMs: number;
  answers: Required<Pick<ApplicationView["answers"], "identity" | "address" | "employment" | "profile">> & {
    entity: ApplicationView["answers"]["entity"] | null;
  };
  numberLast4: string;
  /** Everybody of the application, and the company or trust. */
  persons: {
    key: string;
    name: string;
    roles: string[];
    birthDate: string | null;
    citizenship: string | null;
    place: string;
    numberLast4: string | null;
  }[];
  assignee: { id: string; isMe: boolean; email: string } | null;
  isEscalated: boolean;
  /** What was asked and answered, oldest first. */
  messages: { id: string; side: "FIRM" | "CUSTOMER"; body: string; by: string; at: string }[];
  /** Requests to see the whole tax id. */
  lookRequests: ApprovalView[];
  checks: CheckView[];
  acceptances: AcceptanceView[];
  history: AuditEntryView[];
  /** Why the reader may not decide or not approve; null if they may. */
  cannotDecide: string | null;
  cannotApprove: string | null;
  decision: { at: string; by: string; reason: string } | null;
  accountId: string | null;
  /** The next application in the queue, oldest first. */
  nextId: string | null;
};

const evidenceText = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return value === null ? "none" : String(value);
};

type CheckRow = { person: string; kind: string; outcome: string; summary: string; evidence: unknown };
type Named = { key: string; name: string };
/** Checks person by person in their order, each with its evidence as texts. */
export const checkViews = (rows: readonly CheckRow[], persons: readonly Named[]): CheckView[] =>
  [...persons, { key: "application", name: "The application" }]
    .flatMap(({ key }) =>
      CHECK_KINDS.flatMap((kind: CheckKind) => rows.filter((row) => row.person === key && row.kind === kind)),
    )
    .map((row) => ({
      person: row.person,
      about: persons.find(({ key }) => key === row.person)?.name ?? "The application",
      kind: row.kind as CheckKind,
      title: CHECK_TITLES[row.kind as CheckKind],
      outcome: row.outcome as CheckOutcome,
      summary: row.summary,
      evidence: Object.entries(row.evidence as object).map(([name, value]) => ({
        name,
        value: evidenceText(value),
      })),
    }));

const titleOf = (key: string): string => AGREEMENT_TEXTS.find((text) => text.key === key)?.title ?? key;
/** Texts stand in the order in which they are signed. */
const rankOf = (key: string): number => AGREEMENT_TEXTS.findIndex((text) => text.key === key);

type AcceptanceRow = Omit<AcceptanceView, "title" | "acceptedAt"> & {
  agreementKey: string;
  acceptedAt: Date;
};
/** What was signed, in the order in which it stands before the customer. */
export const acceptanceViews = (rows: readonly AcceptanceRow[]): AcceptanceView[] =>
  [...rows]
    .sort((a, b) => rankOf(a.agreementKey) - rankOf(b.agreementKey))
    .map((row) => ({
      title: titleOf(row.agreementKey),
      version: row.version,
      sha256: row.sha256,
      signedName: row.signedName,
      acceptedAt: row.acceptedAt.toISOString(),
      ip: row.ip,
    }));
