"use client";

import type { TransferFilter } from "@/components/transfers/types";
import { SelectField } from "@/components/ui/select-field";

const KINDS = [
  { value: "ALL", label: "All kinds" },
  { value: "DEPOSIT", label: "Deposits" },
  { value: "WITHDRAWAL", label: "Withdrawals" },
  { value: "WIRE", label: "Wires" },
  { value: "JOURNAL", label: "Between own accounts" },
] as const;
const STATES = [
  { value: "ALL", label: "Any state" },
  { value: "UNDER_WAY", label: "Under way" },
  { value: "DONE", label: "Arrived" },
  { value: "FAILED", label: "Came to nothing" },
] as const;

type Option = { value: string };
const chosen = <Options extends readonly Option[]>(options: Options, value: string) =>
  options.find((option) => option.value === value && value !== "ALL")?.value ?? null;

type TransferFiltersProps = { filter: TransferFilter; onChange: (filter: TransferFilter) => void };

/** Which transfers the list shows. */
export function TransferFilters({ filter, onChange }: TransferFiltersProps) {
  return (
    <div className="grid grid-cols-2 gap-3 px-4 pb-3.5 md:max-w-md">
      <SelectField
        label="Kind"
        value={filter.kind ?? "ALL"}
        onChange={(value) => onChange({ ...filter, kind: chosen(KINDS, value) as TransferFilter["kind"] })}
        options={KINDS}
      />
      <SelectField
        label="State"
        value={filter.state ?? "ALL"}
        onChange={(value) => onChange({ ...filter, state: chosen(STATES, value) as TransferFilter["state"] })}
        options={STATES}
      />
    </div>
  );
}
