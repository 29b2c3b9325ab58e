import { actionWords } from "@/components/admin/audit/action-words";
import type { Outputs } from "@/components/shell/trpc-client";
import { formatTimestamp } from "@/domain/time/format";

type Entry = Outputs["audit"]["list"]["entries"][number];

/** What was done to one thing, the oldest first. */
export function HistoryList({ entries }: { entries: readonly Entry[] }) {
  return (
    <ol aria-label="History" className="grid gap-2.5">
      {[...entries].reverse().map((entry) => (
        <li key={entry.id} className="grid gap-0.5">
          <p className="text-base">{actionWords(entry.action)}</p>
          <p className="tabular text-label text-muted wrap-anywhere">
            {formatTimestamp(entry.at)} · {entry.actor}
          </p>
        </li>
      ))}
    </ol>
  );
}
