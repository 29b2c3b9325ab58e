"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { isUnanswered, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { formatTimestamp } from "@/domain/time/format";

type State = Outputs["audit"]["state"];
type Verdict = Outputs["audit"]["verify"];

const LOOK_AGAIN_MS = 5_000;
const count = (value: number): string => value.toLocaleString("en-US");

/** How far the chain reaches, and the button that checks all of it. */
export function VerifyPanel({ state: initial }: { state: State }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery(
    trpc.audit.state.queryOptions(undefined, { initialData: initial, refetchInterval: LOOK_AGAIN_MS }),
  );
  const verify = useMutation(
    trpc.audit.verify.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.audit.state.pathFilter()),
    }),
  );
  const state = data ?? initial;
  return (
    <Card
      title="The chain"
      aside={
        <Button
          size="sm"
          icon={<ShieldCheck aria-hidden size={16} />}
          isPending={verify.isPending}
          onClick={() => verify.mutate()}
        >
          Verify all of it
        </Button>
      }
    >
      <div className="grid gap-4">
        <DescriptionList
          columns={3}
          items={[
            { term: "Sealed", detail: count(state.sealed) },
            {
              term: "Waiting for the sealer",
              detail: count(state.unsealed),
              note: "Sealed within a second or two.",
            },
            {
              term: "Last seal",
              detail: state.lastHash ? state.lastHash.slice(0, 16) : "None yet",
              note: state.lastSealedAt ? formatTimestamp(state.lastSealedAt) : undefined,
            },
          ]}
        />
        {verify.data ? <VerdictNote verdict={verify.data} /> : null}
        {verify.error ? (
          <Callout tone="danger" title="The chain was not checked" isLive>
            {isUnanswered(verify.error) ? "No answer came. Please try again." : verify.error.message}
          </Callout>
        ) : null}
      </div>
    </Card>
  );
}

function VerdictNote({ verdict }: { verdict: Verdict }) {
  if (verdict.ok)
    return (
      <Callout tone="gain" title="The chain is whole" isLive>
        {count(verdict.sealed)} entries are as they were written; {count(verdict.unsealed)} wait for the
        sealer.
      </Callout>
    );
  const place = verdict.firstBad?.seq
    ? `At number ${verdict.firstBad.seq}`
    : `At entry ${verdict.firstBad?.eventId}`;
  return (
    <Callout tone="danger" title="The chain is broken" isLive>
      {place}: {verdict.firstBad?.problem}. Keep the database as it is and call whoever runs it.
    </Callout>
  );
}
