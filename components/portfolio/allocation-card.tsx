"use client";

import { useMemo, useState } from "react";
import { Allocation } from "@/components/charts/allocation";
import { type Portfolio, slicesByPosition, slicesBySector } from "@/components/portfolio/portfolio-sums";
import { Card } from "@/components/ui/card";
import { SegmentedControl } from "@/components/ui/segmented-control";

/** Where the money is: by holding, or by sector. */
export function AllocationCard({ portfolio }: { portfolio: Portfolio }) {
  const [by, setBy] = useState<"position" | "sector">("position");
  const slices = useMemo(
    () => (by === "sector" ? slicesBySector(portfolio) : slicesByPosition(portfolio)),
    [by, portfolio],
  );
  if (slices.length === 0) return null;
  return (
    <Card
      title="Allocation"
      padding="none"
      aside={
        <SegmentedControl
          label="Allocation by"
          size="sm"
          value={by}
          onChange={setBy}
          options={[
            { value: "position", label: "Position" },
            { value: "sector", label: "Sector" },
          ]}
        />
      }
    >
      <Allocation slices={slices} label={`Allocation by ${by}`} />
    </Card>
  );
}
