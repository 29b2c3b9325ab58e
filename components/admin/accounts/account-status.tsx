import { StatusPill, type Tone } from "@/components/ui/status-pill";
import type { AccountStatus } from "@/domain/onboarding/account-status";

const LOOKS: Record<AccountStatus, { tone: Tone; label: string }> = {
  OPENING: { tone: "caution", label: "Being opened" },
  OPEN: { tone: "gain", label: "Open" },
  RESTRICTED: { tone: "danger", label: "Restricted" },
  CLOSED: { tone: "neutral", label: "Closed" },
};

/** How an account stands. */
export function AccountStatusPill({ status }: { status: AccountStatus }) {
  const { tone, label } = LOOKS[status];
  return (
    <StatusPill tone={tone} dot={status === "OPENING"}>
      {label}
    </StatusPill>
  );
}
