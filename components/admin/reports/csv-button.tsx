"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast-store";
import type { ReportKey } from "@/domain/reports/revenue";

/** Saves the report as a CSV file; that it was taken is on record. */
export function CsvButton({ report, year }: { report: ReportKey; year: number }) {
  const trpc = useTRPC();
  const file = useMutation(
    trpc.reports.file.mutationOptions({
      onSuccess({ name, text }) {
        const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
        const link = document.createElement("a");
        link.href = url;
        link.download = name;
        link.click();
        URL.revokeObjectURL(url);
      },
      onError: (error) => showToast({ tone: "danger", title: error.message }),
    }),
  );
  return (
    <Button
      icon={<Download aria-hidden size={16} />}
      isPending={file.isPending}
      onClick={() => file.mutate({ report, year })}
    >
      Save as CSV
    </Button>
  );
}
