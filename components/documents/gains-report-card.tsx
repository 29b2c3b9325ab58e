"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SelectField } from "@/components/ui/select-field";
import { showToast } from "@/components/ui/toast-store";

type GainsReportCardProps = { accountId: string; years: readonly string[] };

/** Asks for what was realised in a year: by lot, short and long term. It comes among the documents when it is made. */
export function GainsReportCard({ accountId, years }: GainsReportCardProps) {
  const trpc = useTRPC();
  const [year, setYear] = useState(years[0] ?? "");
  const ask = useMutation(
    trpc.documents.requestGains.mutationOptions({
      onSuccess: ({ title }) => showToast({ tone: "gain", title: `${title} will be here in a moment` }),
    }),
  );
  return (
    <Card title="Realised gains by year">
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          label="Year"
          value={year}
          onChange={setYear}
          options={years.map((value) => ({ value, label: value }))}
          error={ask.error?.message}
        />
        <Button isPending={ask.isPending} onClick={() => ask.mutate({ accountId, year })}>
          Make the report
        </Button>
        <p className="max-w-[60ch] text-small text-muted">
          Each closed lot with proceeds, cost and term, up to the last day whose books are there. It is no tax
          form.
        </p>
      </div>
    </Card>
  );
}
