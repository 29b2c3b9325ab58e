import { VIOLATION_WORDS } from "@/components/admin/accounts/risk-words";
import type { Outputs } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { formatUsd } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type Risk = Outputs["risk"]["account"];

/** What an account did against the rules of cash accounts, and what follows from it. */
export function ConductCard({ risk }: { risk: Risk }) {
  const { violations, restriction } = risk;
  return (
    <Card title="Cash account rules">
      {restriction ? (
        <div className="mb-4">
          <Callout tone="caution" title="Settled cash only">
            Until {formatDate(restriction.until)}, because of{" "}
            {VIOLATION_WORDS[restriction.because].toLowerCase()}.
          </Callout>
        </div>
      ) : null}
      {violations.length === 0 ? (
        <p className="text-base text-muted">No violation.</p>
      ) : (
        <ol aria-label="Violations" className="grid gap-2.5">
          {violations.map((violation) => (
            <li key={violation.id} className="grid gap-0.5">
              <p className="text-base">
                {VIOLATION_WORDS[violation.kind]}: {violation.symbol}, {formatUsd(violation.amount)}
              </p>
              <p className="tabular text-label text-muted">
                {formatDate(violation.occurredOn)}
                {violation.relievedOn ? ` · made good ${formatDate(violation.relievedOn)}` : ""}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
