import Link from "next/link";
import { OutcomePill } from "@/components/admin/applications/flags";
import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { formatAge } from "@/domain/time/format";

type Line = Outputs["review"]["queue"]["applications"][number];

/** The waiting applications beside the one that is open. */
export function QueuePanel({ lines, currentId }: { lines: readonly Line[]; currentId: string }) {
  return (
    <Card title="Queue" aside="oldest first" padding="none">
      {lines.length === 0 ? <p className="px-4 pb-4 text-base text-muted">Nobody waits.</p> : null}
      <ul aria-label="Waiting applications" className="divide-y divide-line border-t border-line">
        {lines.map((line) => (
          <li key={line.id}>
            <Link
              href={`/admin/applications/${line.id}`}
              aria-current={line.id === currentId ? "page" : undefined}
              className={cx(
                "grid gap-0.5 px-4 py-2.5 hover:bg-sunk",
                line.id === currentId && "bg-accent-soft hover:bg-accent-soft",
              )}
            >
              <span className="flex items-baseline justify-between gap-3">
                <span className="truncate font-medium">{line.name}</span>
                <span className="num text-label text-muted">{formatAge(line.waitedMs)}</span>
              </span>
              <span className="flex items-center justify-between gap-3">
                <span className="truncate text-label text-muted">{line.about}</span>
                {line.flag === "CLEAR" ? null : <OutcomePill outcome={line.flag} isShort />}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
