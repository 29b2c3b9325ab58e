import { Download } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "@/components/shell/trpc-client";
import { LinkButton } from "@/components/ui/link-button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneRow } from "@/components/ui/phone-row";
import { StatusPill } from "@/components/ui/status-pill";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { formatDate } from "@/domain/time/format";

export type DocumentItem = Outputs["documents"]["list"]["documents"][number];

const KINDS: Record<DocumentItem["kind"], string> = { STATEMENT: "Statement", CONFIRM: "Confirmation" };

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

function DownloadLink({ item }: { item: DocumentItem }) {
  return (
    <LinkButton
      href={`${fileHref(item)}?download`}
      download
      size="sm"
      variant="quiet"
      icon={<Download aria-hidden size={16} />}
    >
      <span className="max-md:sr-only">Download</span>
      <VisuallyHidden>
        {" "}
        {item.title}, {formatDate(item.onDate)}
      </VisuallyHidden>
    </LinkButton>
  );
}

const COLUMNS: readonly TableColumn<DocumentItem>[] = [
  {
    id: "title",
    header: "Document",
    isRowHeader: true,
    cell: (item) => (
      <span className="flex flex-wrap items-center gap-2">
        <PaperLink item={item} />
        {item.isUnread ? <StatusPill tone="accent">New</StatusPill> : null}
      </span>
    ),
  },
  { id: "kind", header: "Kind", cell: (item) => <span className="text-muted">{KINDS[item.kind]}</span> },
  {
    id: "date",
    header: "Closing or trade date",
    align: "end",
    cell: (item) => <time dateTime={item.onDate}>{formatDate(item.onDate)}</time>,
  },
  { id: "size", header: "Size", align: "end", hideBelow: "lg", cell: (item) => sizeText(item.size) },
  {
    id: "download",
    header: <VisuallyHidden>Download</VisuallyHidden>,
    align: "end",
    cell: (item) => <DownloadLink item={item} />,
  },
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
            </>
          }
          end={<DownloadLink item={item} />}
        />
      )}
      empty={empty}
    />
  );
}
