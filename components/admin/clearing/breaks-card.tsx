"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useState } from "react";
import type { Break } from "@/components/admin/clearing/break-words";
import { BreaksTable } from "@/components/admin/clearing/breaks-table";
import { ResolveDialog } from "@/components/admin/clearing/resolve-dialog";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";

type BreaksCardProps = { initial: Outputs["clearing"]["breaks"]; canAct: boolean };

const LOOK_AGAIN_MS = 10_000;

/** The oldest open differences, and what can be done about them. */
export function BreaksCard({ initial, canAct }: BreaksCardProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [resolving, setResolving] = useState<Break | null>(null);
  const { data } = useQuery(
    trpc.clearing.breaks.queryOptions(
      { status: "OPEN" },
      { initialData: initial, refetchInterval: LOOK_AGAIN_MS },
    ),
  );
  const claim = useMutation(
    trpc.clearing.claimBreak.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.clearing.pathFilter()),
    }),
  );
  const actions = (found: Break) => (
    <span className="flex justify-end gap-2">
      <Button
        size="sm"
        variant="quiet"
        isPending={claim.isPending && claim.variables?.breakId === found.id}
        onClick={() => claim.mutate({ breakId: found.id })}
        aria-label={`Take ${found.item}`}
      >
        Take
      </Button>
      <Button size="sm" onClick={() => setResolving(found)} aria-label={`Resolve ${found.item}`}>
        Resolve
      </Button>
    </span>
  );
  return (
    <Card
      title="Breaks"
      aside={<TextLink href="/admin/clearing/breaks">All breaks</TextLink>}
      padding="none"
      footer={data.nextCursor ? `The oldest ${data.breaks.length} of ${data.total}.` : undefined}
    >
      <BreaksTable
        breaks={data.breaks}
        isOpen
        actions={canAct ? actions : undefined}
        empty={
          <p className="flex items-start gap-2 px-4 pb-4 text-base text-muted">
            <Scale aria-hidden size={16} className="mt-1 shrink-0" />
            None is open. At each end of day, cash, positions, trades and money movements are compared with
            the carrying firm&rsquo;s books; a difference stands here until a person has explained it.
          </p>
        }
      />
      {resolving ? (
        <ResolveDialog key={resolving.id} found={resolving} onClose={() => setResolving(null)} />
      ) : null}
    </Card>
  );
}
