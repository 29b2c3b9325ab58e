import type { ReactNode } from "react";
import type { Outputs } from "@/components/shell/trpc-client";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneRow } from "@/components/ui/phone-row";
import { StatusPill } from "@/components/ui/status-pill";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { formatDate } from "@/domain/time/format";

export type DocumentItem = Outputs["documents"]["list"]["documents"][number];

const KINDS: Record<DocumentItem["kind"], string> = {
  STATEMENT: "Statement",
  CONFIRM: "Confirmation",
  REALISED_GAINS: "Realised gains",
};

const fileHref = (item: DocumentItem): string => `/api/documents/${item.id}`;
const sizeText = (bytes: number): string =>
  `${Math.max(1, Math.round(bytes / 1024)).toLocaleString("en-US")} kB`;

/** Opens the paper in a tab of its own. A plain link: the framework must not fetch it before it is wanted. */
function PaperLink({ item }: { item: DocumentItem }) {
  return (
    <a
      href={fileHref(item)}
      target="_blank"
      rel="noopener"
      className={`rounded-mark underline decoration-line-strong underline-offset-3 hover:decoration-ink ${item.isUnread ? "font-semibold" : ""}`}
    >
      {item.title}
      <VisuallyHidden> (PDF, opens in a new tab)</VisuallyHidden>
    </a>
  );
}

const formatHref = (item: DocumentItem, format: string): string =>
  format === "pdf" ? `${fileHref(item)}?download` : `${fileHref(item)}?format=${format}`;

/** The same paper for people and for programs: all drawn from one model. */
function Downloads({ item }: { item: DocumentItem }) {
  return (
    <span className="flex flex-wrap justify-end gap-x-1">
      {item.formats.map((format) => (
        <a
          key={format}
          href={formatHref(item, format)}
          download
          className="inline-flex min-h-11 min-w-9 items-center justify-center rounded-mark px-1 text-small text-accent uppercase underline decoration-accent/40 underline-offset-2 hover:decoration-accent md:min-h-7"
        >
          {format === "pdf" ? <VisuallyHidden>Download </VisuallyHidden> : null}
          {format}
          <VisuallyHidden>
            {" "}
            of {item.title}, {formatDate(item.onDate)}
          </VisuallyHidden>
        </a>
      ))}
    </span>
  );
}

/** What proves that it is the paper that was made, and how long it is kept. */
function Proof({ item }: { item: DocumentItem }) {
  return (
    <details className="text-small text-muted">
      <summary className="inline-flex min-h-11 cursor-pointer items-center hover:text-ink md:min-h-7">
        Record
        <VisuallyHidden> of {item.title}</VisuallyHidden>
      </summary>
      <p>
        Kept until {formatDate(item.keptUntil)} at least (SEC Rule 17a-4). {sizeText(item.size)}, SHA-256{" "}
        <span className="font-mono break-all">{item.sha256}</span>
      </p>
    </details>
  );
}

function Marks({ item }: { item: DocumentItem }) {
  return (
    <>
      {item.isUnread ? <StatusPill tone="accent">New</StatusPill> : null}
      {item.replacedBy ? <StatusPill tone="caution">Replaced by a correction</StatusPill> : null}
      {item.corrects ? <StatusPill tone="neutral">Correction</StatusPill> : null}
    </>
  );
}

const COLUMNS: readonly TableColumn<DocumentItem>[] = [
  {
    id: "title",
    header: "Document",
    isRowHeader: true,
    cell: (item) => (
      <div className="grid">
        <span className="flex flex-wrap items-center gap-2">
          <PaperLink item={item} />
          <Marks item={item} />
        </span>
        <Proof item={item} />
      </div>
    ),
  },
  { id: "kind", header: "Kind", cell: (item) => <span className="text-muted">{KINDS[item.kind]}</span> },
  {
    id: "date",
    header: "Closing or trade date",
    align: "end",
    cell: (item) => <time dateTime={item.onDate}>{formatDate(item.onDate)}</time>,
  },
  { id: "download", header: "Download", align: "end", cell: (item) => <Downloads item={item} /> },
];

/** The papers of an account, newest first. */
export function DocumentsTable({ items, empty }: { items: readonly DocumentItem[]; empty: ReactNode }) {
  return (
    <DataTable
      caption="Documents"
      columns={COLUMNS}
      rows={items}
      rowKey={(item) => item.id}
      phoneRow={(item) => (
        <PhoneRow
          start={<PaperLink item={item} />}
          startSub={
            <>
              {KINDS[item.kind]} · {formatDate(item.onDate)}
              {item.isUnread ? " · new" : ""}
              {item.replacedBy ? " · replaced by a correction" : ""}
              {item.corrects ? " · correction" : ""}
              <Proof item={item} />
            </>
          }
          end={<Downloads item={item} />}
        />
      )}
      empty={empty}
    />
  );
}
