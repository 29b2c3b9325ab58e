"use client";

import { useQuery } from "@tanstack/react-query";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";

type Code = Outputs["auth"]["demoCode"];

/** The pretended phone of the demonstration: the code that an authenticator app would show, kept fresh. */
export function DemoCode({ address, initial }: { address: string; initial: Code }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.auth.demoCode.queryOptions(
      { address },
      {
        initialData: initial,
        refetchInterval: ({ state }) => Math.max(500, (state.data?.msLeft ?? 5_000) + 100),
      },
    ),
  );
  if (!data) return null;
  return (
    <Card title="Authenticator app" aside="Demonstration only">
      <div className="grid gap-1">
        <p aria-label="Code of this moment" className="tabular text-display tracking-[0.08em]">
          {data.code.slice(0, 3)} {data.code.slice(3)}
        </p>
        <p className="text-small text-muted">
          A phone would show this. It changes every 30 seconds, and each works once.
        </p>
      </div>
    </Card>
  );
}
