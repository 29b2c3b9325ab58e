"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/components/forms/refusal";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SelectField } from "@/components/ui/select-field";
import { StatusPill } from "@/components/ui/status-pill";
import { FAULT_DIALS, type FaultDial } from "@/domain/clearing/faults";

const DIAL_WORDS: Record<FaultDial, { name: string; meaning: string }> = {
  DOWN: { name: "Down", meaning: "Takes and tells nothing." },
  SLOW: { name: "Slow", meaning: "Answers after two seconds." },
  DUPLICATE_EVENTS: { name: "Repeated events", meaning: "Tells some events twice." },
  SHUFFLED_EVENTS: { name: "Shuffled events", meaning: "Tells events in any order." },
  LOST_REPLY: { name: "Lost reply", meaning: "Does its work, and the answer is lost." },
  TRUNCATED_FILE: { name: "Truncated file", meaning: "Sends files that are cut off." },
  ALTERED_FILE: { name: "Altered file", meaning: "Sends files with one digit changed." },
};
const SHARES = ["10", "50", "100"].map((value) => ({ value, label: `${value}% of calls` }));
const SLOW_MS = 2_000;

type Faults = Outputs["clearing"]["faults"];

/** A drill: has the venues, the clearing firm and the bank misbehave at their doors. */
export function FaultsCard() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [share, setShare] = useState("100");
  const { data: faults = {} as Faults } = useQuery(trpc.clearing.faults.queryOptions());
  const set = useMutation(
    trpc.clearing.setFault.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.clearing.pathFilter()),
    }),
  );
  const turn = (dial: FaultDial) =>
    set.mutate({
      dial,
      setting: faults[dial] ? null : { percent: Number(share), delayMs: dial === "SLOW" ? SLOW_MS : 0 },
    });
  return (
    <Card title="Fault dials">
      <div className="grid gap-4">
        <p className="text-base text-muted">
          A drill: the street misbehaves from its next answer on. Orders and books wait, and catch up when a
          dial is off again; a day whose files were spoilt is refused and can be fetched again.
        </p>
        <div className="max-w-60">
          <SelectField label="How often" options={SHARES} value={share} onChange={setShare} />
        </div>
        {set.error ? <Refusal title="The dial was not turned" error={set.error} /> : null}
        <ul className="grid gap-x-10 gap-y-3 md:grid-cols-2">
          {FAULT_DIALS.map((dial) => {
            const setting = faults[dial];
            const { name, meaning } = DIAL_WORDS[dial];
            return (
              <li key={dial} className="flex items-center justify-between gap-4">
                <span>
                  <span className="flex items-center gap-2 text-base text-ink">
                    {name}
                    {setting ? <StatusPill tone="danger">{setting.percent}%</StatusPill> : null}
                  </span>
                  <span className="text-small text-muted">{meaning}</span>
                </span>
                <Button
                  size="sm"
                  isPending={set.isPending && set.variables.dial === dial}
                  isDisabled={set.isPending}
                  onClick={() => turn(dial)}
                  aria-label={`${setting ? "Turn off" : "Turn on"}: ${name}`}
                >
                  {setting ? "Turn off" : "Turn on"}
                </Button>
              </li>
            );
          })}
        </ul>
      </div>
    </Card>
  );
}
