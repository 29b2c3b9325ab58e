"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Allocation } from "@/components/charts/allocation";
import { sliceName } from "@/components/portfolio/portfolio-sums";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import { compareWire } from "@/domain/money/wire-sum";

const WAYS = [
  { value: "SYMBOL", label: "Position" },
  { value: "SECTOR", label: "Sector" },
  { value: "KIND", label: "Type" },
] as const;
type Way = (typeof WAYS)[number]["value"];

const LOOK_AGAIN_MS = 30_000;

type AllocationCardProps = {
  accountIds: string[];
  /** It may be seen soon: nothing is asked before. */
  isNear: boolean;
};

/** Where the money is: by holding, by sector, by type. What is owed is no slice. */
export function AllocationCard({ accountIds, isNear }: AllocationCardProps) {
  const trpc = useTRPC();
  const [by, setBy] = useState<Way>("SYMBOL");
  const { data, isError } = useQuery(
    trpc.portfolio.outlook.queryOptions({ accountIds }, { enabled: isNear, refetchInterval: LOOK_AGAIN_MS }),
  );
  const slices = data?.allocation[by]
    .filter(({ value }) => compareWire(value, "0") > 0)
    .map(({ name, value, weight }) => ({ label: sliceName(by, name), value, weight: weight ?? "0" }))
    .sort((a, b) => compareWire(b.value, a.value));
  return (
    <Card
      title="Allocation"
      padding="none"
      aside={<SegmentedControl label="Allocation by" size="sm" value={by} onChange={setBy} options={WAYS} />}
    >
      {isError ? (
        <p className="px-4 pb-4 text-muted">This could not be read just now.</p>
      ) : !slices ? (
        <Skeleton className="mx-4 mb-4 h-52" />
      ) : slices.length === 0 ? (
        <p className="px-4 pb-4 text-muted">There is nothing in the account yet.</p>
      ) : (
        <Allocation
          slices={slices}
          label={`Allocation by ${WAYS.find(({ value }) => value === by)?.label.toLowerCase() ?? ""}`}
        />
      )}
    </Card>
  );
}
