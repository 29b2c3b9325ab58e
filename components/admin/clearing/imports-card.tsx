"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { isUnanswered, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import { formatDate, formatTimestamp } from "@/domain/time/format";

type Import = Outputs["clearing"]["imports"][number];

type ImportsCardProps = { initial: Import[]; canAct: boolean; lastImport: string | null };

/** The days whose books came in, or were refused. */
export function ImportsCard({ initial, canAct, lastImport }: ImportsCardProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const isNew = lastImport !== (initial.find((day) => day.status === "IMPORTED")?.businessDate ?? null);
  const { data: imports } = useQuery(
    trpc.clearing.imports.queryOptions({}, { initialData: initial, refetchInterval: isNew ? 2_000 : 10_000 }),
  );
  const retry = useMutation(
    trpc.clearing.retryImport.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.clearing.pathFilter()),
    }),
  );
  const fetchAgain = (day: Import) =>
    canAct && day.status === "REFUSED" ? (
      <Button
        size="sm"
        isPending={retry.isPending && retry.variables?.businessDate === day.businessDate}
        isDisabled={retry.isPending}
        onClick={() => retry.mutate({ businessDate: day.businessDate })}
      >
        Fetch again
      </Button>
    ) : null;
  return (
    <Card
      title="End-of-day files"
      aside="the latest days; when they came in by the wall clock"
      padding="none"
    >
      {retry.error ? (
        <div className="px-4 pb-3">
          <Callout tone="danger" title="The day was not imported" isLive>
            {isUnanswered(retry.error) ? "No answer came. Please try again." : retry.error.message}
          </Callout>
        </div>
      ) : null}
      <DataTable
        caption="End-of-day files by business date"
        density="dense"
        columns={[
          { id: "day", header: "Business date", cell: (day) => formatDate(day.businessDate) },
          { id: "status", header: "Status", cell: (day) => <Status day={day} /> },
          { id: "files", header: "Files and rows", cell: (day) => <Files day={day} /> },
          {
            id: "breaks",
            header: "Open breaks",
            align: "end",
            cell: (day) => (day.status === "IMPORTED" ? day.openBreaks : ""),
          },
          {
            id: "at",
            header: "Came in",
            align: "end",
            hideBelow: "lg",
            cell: (day) => <span className="text-muted">{formatTimestamp(day.importedAt)}</span>,
          },
          { id: "act", header: <span className="sr-only">Act</span>, align: "end", cell: fetchAgain },
        ]}
        rows={imports}
        rowKey={(day) => day.businessDate}
        phoneRow={(day) => (
          <PhoneRow
            start={formatDate(day.businessDate)}
            startSub={<Files day={day} />}
            end={<Status day={day} />}
            endSub={fetchAgain(day)}
          />
        )}
        empty={
          <EmptyState icon={<FileDown size={20} />} title="No day has ended yet">
            At the close the clearing firm settles, writes its files and sends them. Run to the close to see
            it.
          </EmptyState>
        }
      />
    </Card>
  );
}

function Status({ day }: { day: Import }) {
  if (day.status === "REFUSED") return <StatusPill tone="danger">Refused</StatusPill>;
  return day.isLate ? (
    <StatusPill tone="caution">Imported late</StatusPill>
  ) : (
    <StatusPill tone="gain">Imported</StatusPill>
  );
}

/** Links to what came, or why it was refused. */
function Files({ day }: { day: Import }) {
  if (day.status === "REFUSED") return <span className="text-danger wrap-anywhere">{day.reason}</span>;
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {day.files.map((file) => (
        <span key={file.name} className="whitespace-nowrap">
          <TextLink href={`/admin/clearing/files/${day.businessDate}/${file.name}`}>{file.name}</TextLink>{" "}
          <span className="tabular text-muted">{file.records.toLocaleString("en-US")}</span>
        </span>
      ))}
    </span>
  );
}
