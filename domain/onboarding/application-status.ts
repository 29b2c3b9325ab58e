/**
 * DRAFT: being filled in. SUBMITTED: waits for a reviewer. INFO_REQUESTED: waits for the customer's answer. ESCALATED:
 * waits for an administrator. APPROVED and REJECTED are for good.
 */
export const APPLICATION_STATUSES = [
  "DRAFT",
  "SUBMITTED",
  "INFO_REQUESTED",
  "ESCALATED",
  "APPROVED",
  "REJECTED",
] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

/** `answer` gives the application back to the desk that asked: the reviewers', or the administrators'. */
export const APPLICATION_EVENTS = [
  "submit",
  "approve",
  "reject",
  "ask",
  "answer",
  "answer-escalated",
  "escalate",
  "return",
] as const;
export type ApplicationEvent = (typeof APPLICATION_EVENTS)[number];

const APPLICATION: Record<ApplicationStatus, Partial<Record<ApplicationEvent, ApplicationStatus>>> = {
  DRAFT: { submit: "SUBMITTED" },
  SUBMITTED: { approve: "APPROVED", reject: "REJECTED", ask: "INFO_REQUESTED", escalate: "ESCALATED" },
  INFO_REQUESTED: { answer: "SUBMITTED", "answer-escalated": "ESCALATED", reject: "REJECTED" },
  ESCALATED: { approve: "APPROVED", reject: "REJECTED", ask: "INFO_REQUESTED", return: "SUBMITTED" },
  APPROVED: {},
  REJECTED: {},
};

/** The status after an event; null where the event has no place. */
export const nextApplicationStatus = (
  from: ApplicationStatus,
  event: ApplicationEvent,
): ApplicationStatus | null => APPLICATION[from][event] ?? null;

/** What the broker's desk has, or has asked about: submitted and not decided. */
export const OPEN_APPLICATION_STATUSES = ["SUBMITTED", "INFO_REQUESTED", "ESCALATED"] as const;

/** Decided: nothing of it changes any more. */
export const isDecided = (status: ApplicationStatus): boolean =>
  status === "APPROVED" || status === "REJECTED";
