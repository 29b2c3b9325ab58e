import { StatusPill, type Tone } from "@/components/ui/status-pill";
import type { ApplicationStatus } from "@/domain/onboarding/application-status";
import type { CheckOutcome } from "@/domain/onboarding/checks";

const OUTCOMES: Record<CheckOutcome, { tone: Tone; label: string; short: string }> = {
  CLEAR: { tone: "gain", label: "Clear", short: "clear" },
  REVIEW: { tone: "caution", label: "Your decision", short: "look" },
  FAIL: { tone: "danger", label: "Failed", short: "failed" },
};

/** What a check came to. */
export function OutcomePill({ outcome, isShort = false }: { outcome: CheckOutcome; isShort?: boolean }) {
  const { tone, label, short } = OUTCOMES[outcome];
  return <StatusPill tone={tone}>{isShort ? short : label}</StatusPill>;
}

const STATUSES: Record<ApplicationStatus, { tone: Tone; label: string }> = {
  DRAFT: { tone: "neutral", label: "Draft" },
  SUBMITTED: { tone: "caution", label: "Waiting" },
  INFO_REQUESTED: { tone: "accent", label: "Asked" },
  ESCALATED: { tone: "danger", label: "Escalated" },
  APPROVED: { tone: "gain", label: "Approved" },
  REJECTED: { tone: "danger", label: "Rejected" },
};

/** How an application stands. */
export function StatusOfApplication({ status, detail }: { status: ApplicationStatus; detail?: string }) {
  const { tone, label } = STATUSES[status];
  return (
    <StatusPill tone={tone} dot={status === "SUBMITTED" || status === "ESCALATED"}>
      {detail ? `${label} ${detail}` : label}
    </StatusPill>
  );
}
