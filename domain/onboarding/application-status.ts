/** DRAFT: being filled in. SUBMITTED: waits for a reviewer. APPROVED and REJECTED are for good. */
export const APPLICATION_STATUSES = ["DRAFT", "SUBMITTED", "APPROVED", "REJECTED"] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];
export type ApplicationEvent = "submit" | "approve" | "reject";

const APPLICATION: Record<ApplicationStatus, Partial<Record<ApplicationEvent, ApplicationStatus>>> = {
  DRAFT: { submit: "SUBMITTED" },
  SUBMITTED: { approve: "APPROVED", reject: "REJECTED" },
  APPROVED: {},
  REJECTED: {},
};

/** The status after an event; null where the event has no place. */
export const nextApplicationStatus = (
  from: ApplicationStatus,
  event: ApplicationEvent,
): ApplicationStatus | null => APPLICATION[from][event] ?? null;

/** The one status from which an event leads on: what an update may ask for in its `where`. */
export function statusBefore(event: ApplicationEvent): ApplicationStatus {
  const found = APPLICATION_STATUSES.find((status) => APPLICATION[status][event] !== undefined);
  return found as ApplicationStatus;
}
