"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { STANDARD_BENCHMARK } from "@/components/portfolio/performance-address";
import { CompactSelect } from "@/components/ui/compact-select";
import { Skeleton } from "@/components/ui/skeleton";

const SymbolSearch = dynamic(
  () => import("@/components/market/symbol-search").then((module) => module.SymbolSearch),
  { ssr: false, loading: () => <Skeleton className="h-11 w-72 md:h-8.5" /> },
);

const NONE = "none";
const OTHER = "other";

type BenchmarkChooserProps = { benchmark: string | null; onChange: (symbol: string | null) => void };

/** With what the account is compared: the S&P 500's fund, any instrument, or nothing. */
export function BenchmarkChooser({ benchmark, onChange }: BenchmarkChooserProps) {
  const [isSearching, setSearching] = useState(false);
  const isOther = benchmark !== null && benchmark !== STANDARD_BENCHMARK;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <CompactSelect
        label="Compared with"
        value={isSearching ? OTHER : (benchmark ?? NONE)}
        onChange={(choice) => {
          setSearching(choice === OTHER);
          if (choice !== OTHER) onChange(choice === NONE ? null : choice);
        }}
        options={[
          { value: STANDARD_BENCHMARK, label: `S&P 500 fund (${STANDARD_BENCHMARK})` },
          ...(isOther ? [{ value: benchmark, label: benchmark }] : []),
          { value: OTHER, label: "Another instrument" },
          { value: NONE, label: "Nothing" },
        ]}
      />
      {isSearching ? (
        <SymbolSearch
          label="Symbol or name"
          onPick={(symbol) => {
            setSearching(false);
            onChange(symbol);
          }}
        />
      ) : null}
    </div>
  );
}
