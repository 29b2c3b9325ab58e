"use client";

import { useQuery } from "@tanstack/react-query";
import { MarginFigures } from "@/components/portfolio/margin-figures";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { StatusPill } from "@/components/ui/status-pill";
import { formatUsd } from "@/domain/money/format";
import { CALL_TITLES } from "@/domain/risk/margin-calls";
import { formatDate } from "@/domain/time/format";

const LOOK_AGAIN_MS = 10_000;

/** How a margin account stands at this moment, with its calls; nothing for a cash account. */
export function MarginOfAccount({ accountId }: { accountId: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.margin.account.queryOptions({ accountId }, { refetchInterval: LOOK_AGAIN_MS }),
  );
  if (!data) return null;
  return (
    <Card title="Margin">
      <MarginFigures margin={data} />
      {data.calls.length > 0 ? (
        <ol aria-label="Margin calls" className="mt-4 grid gap-2.5 border-t border-line pt-4">
          {data.calls.map((call) => (
            <li key={call.id} className="grid gap-0.5">
              <p className="flex items-baseline justify-between gap-3 text-base">
                <span>
                  {CALL_TITLES[call.kind]}, {formatUsd(call.amount)}
                </span>
                <StatusPill
                  tone={call.status === "EXPIRED" ? "danger" : call.status === "OPEN" ? "caution" : "neutral"}
                >
                  {call.status === "EXPIRED" ? "Overdue" : call.status === "OPEN" ? "Open" : "Met"}
                </StatusPill>
              </p>
              <p className="tabular text-label text-muted">
                Due {formatDate(call.dueOn)}
                {call.metOn ? ` · met ${formatDate(call.metOn)}` : ""}
              </p>
            </li>
          ))}
        </ol>
      ) : null}
    </Card>
  );
}
