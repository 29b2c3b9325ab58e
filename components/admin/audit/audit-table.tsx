import { ScrollText } from "lucide-react";
import { actionWords } from "@/components/admin/audit/action-words";
import type { Outputs } from "@/components/shell/trpc-client";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";
import { StatusPill } from "@/components/ui/status-pill";
import { formatTimestamp } from "@/domain/time/format";

type Entry = Outputs["audit"]["list"]["entries"][number];

const HREFS: Readonly<Record<string, (id: string) => string>> = {
  application: (id) => `/admin/applications/${id}`,
  account: (id) => `/admin/accounts/${id}`,
};

/** Who did what to what, newest first. */
export function AuditTable({ entries, isSearch }: { entries: Entry[]; isSearch: boolean }) {
  return (
    <DataTable
      caption="Audit"
      density="dense"
      columns={[
        { id: "at", header: "When", cell: (entry) => <When entry={entry} /> },
        { id: "actor", header: "Who", cell: (entry) => <Who entry={entry} /> },
        { id: "action", header: "What", cell: (entry) => <What entry={entry} /> },
        { id: "subject", header: "To what", cell: (entry) => <Subject entry={entry} />, hideBelow: "lg" },
        { id: "detail", header: "Detail", cell: (entry) => <Detail entry={entry} />, hideBelow: "lg" },
        { id: "seal", header: "Seal", align: "end", cell: (entry) => <Seal entry={entry} /> },
      ]}
      rows={entries}
      rowKey={(entry) => entry.id}
      phoneRow={(entry) => (
        <PhoneRow
          start={actionWords(entry.action)}
          startSub={`${formatTimestamp(entry.at)} · ${entry.actor}`}
          end={<Seal entry={entry} />}
          endSub={entry.subjectType}
        />
      )}
      empty={
        <EmptyState icon={<ScrollText size={20} />} title={isSearch ? "Nothing found" : "Nothing yet"}>
          Search for an action such as &ldquo;application.approved&rdquo;, an e-mail address, or the id of a
          thing.
        </EmptyState>
      }
    />
  );
}

function When({ entry }: { entry: Entry }) {
  return (
    <span
      className="tabular whitespace-nowrap"
      title={entry.exchangeAt ? `Exchange: ${formatTimestamp(entry.exchangeAt)}` : undefined}
    >
      {formatTimestamp(entry.at)}
    </span>
  );
}

function Who({ entry }: { entry: Entry }) {
  return (
    <span className="block max-w-[16rem] truncate" title={entry.actor}>
      {entry.actor}{" "}
      {entry.actorRole === "SYSTEM" ? null : (
        <span className="text-muted">{entry.actorRole.toLowerCase()}</span>
      )}
    </span>
  );
}

function What({ entry }: { entry: Entry }) {
  return <span title={entry.action}>{actionWords(entry.action)}</span>;
}

function Subject({ entry }: { entry: Entry }) {
  const href = HREFS[entry.subjectType]?.(entry.subjectId);
  const text = `${entry.subjectType} ${entry.subjectId.slice(-8)}`;
  return href ? (
    <a
      href={href}
      className="tabular rounded-mark underline decoration-line-strong underline-offset-2"
      title={entry.subjectId}
    >
      {text}
    </a>
  ) : (
    <span className="tabular" title={entry.subjectId}>
      {text}
    </span>
  );
}

function Detail({ entry }: { entry: Entry }) {
  return (
    <span className="line-clamp-2 max-w-[26rem] text-muted wrap-anywhere">
      {entry.detail.map((item) => `${item.name}: ${item.value}`).join(" · ")}
    </span>
  );
}

function Seal({ entry }: { entry: Entry }) {
  return entry.seq === null ? (
    <StatusPill tone="caution">waiting</StatusPill>
  ) : (
    <span className="num" title={`SHA-256 of the entry: ${entry.hash}`}>
      {entry.seq}
    </span>
  );
}
