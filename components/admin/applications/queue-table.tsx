import { ClipboardCheck } from "lucide-react";
import { OutcomePill } from "@/components/admin/applications/flags";
import type { Outputs } from "@/components/shell/trpc-client";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";
import { formatAge, formatDateTime } from "@/domain/time/format";

type Line = Outputs["review"]["queue"]["applications"][number];

/** Applications of one status, the longest waiting first. */
export function QueueTable({
  lines,
  isWaiting,
  search,
}: {
  lines: Line[];
  isWaiting: boolean;
  search: string;
}) {
  return (
    <DataTable
      caption="Applications"
      columns={[
        { id: "name", header: "Name", cell: (line) => line.name },
        {
          id: "number",
          header: "Application",
          cell: (line) => <span className="tabular">{line.number}</span>,
        },
        { id: "about", header: "Where and what", cell: (line) => line.about, hideBelow: "lg" },
        {
          id: "submitted",
          header: "Submitted",
          cell: (line) => <span className="tabular">{formatDateTime(line.submittedAt)}</span>,
          hideBelow: "lg",
        },
        {
          id: "waited",
          header: isWaiting ? "Waiting" : "Took",
          align: "end",
          cell: (line) => formatAge(line.waitedMs),
        },
        { id: "assignee", header: "On the desk of", cell: (line) => line.assignee ?? "", hideBelow: "xl" },
        { id: "flag", header: "Checks", cell: (line) => <OutcomePill outcome={line.flag} isShort /> },
      ]}
      rows={lines}
      rowKey={(line) => line.id}
      rowHref={(line) => `/admin/applications/${line.id}`}
      phoneRow={(line) => (
        <PhoneRow
          start={line.name}
          startSub={line.about}
          end={formatAge(line.waitedMs)}
          endSub={<OutcomePill outcome={line.flag} isShort />}
        />
      )}
      empty={
        <EmptyState
          icon={<ClipboardCheck size={20} />}
          title={search ? "Nothing found" : isWaiting ? "Nobody waits" : "None yet"}
        >
          {search
            ? "Search by name, e-mail address or application number."
            : "Applications appear here as soon as customers submit them."}
        </EmptyState>
      }
    />
  );
}
