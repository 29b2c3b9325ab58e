"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useState } from "react";
import type { Break } from "@/components/admin/clearing/break-words";
import { BreaksTable } from "@/components/admin/clearing/breaks-table";
import { DecideDialog } from "@/components/admin/clearing/decide-dialog";
import { ProposeDialog } from "@/components/admin/clearing/propose-dialog";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { MenuButton } from "@/components/ui/menu";
import { TextLink } from "@/components/ui/text-link";

type BreaksCardProps = {
  initial: Outputs["clearing"]["breaks"];
  canAct: boolean;
  /** Who looks: nobody approves what he has proposed. */
  userId: string;
};

const LOOK_AGAIN_MS = 10_000;

/** The oldest open differences, and what can be done about them. */
export function BreaksCard({ initial, canAct, userId }: BreaksCardProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [resolvingId, setResolvingId] = useState<string | null>(null);
  const { data } = useQuery(
    trpc.clearing.breaks.queryOptions(
      { status: "OPEN" },
      { initialData: initial, refetchInterval: LOOK_AGAIN_MS },
    ),
  );
  const resolving = data.breaks.find(({ id }) => id === resolvingId) ?? null;
  const close = () => setResolvingId(null);
  const { data: staff } = useQuery(trpc.review.staff.queryOptions(undefined, { enabled: canAct }));
  const assign = useMutation(
    trpc.clearing.assignBreak.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.clearing.pathFilter()),
    }),
  );
  const actions = (found: Break) => {
    const owners = (staff ?? [])
      .filter(({ role }) => role === "ADMIN")
      .map(({ id, name }) => ({
        id,
        label: id === userId ? `${name} (you)` : name,
        onAction: () => assign.mutate({ breakId: found.id, to: id }),
      }));
    return (
      <span className="flex justify-end gap-2">
        <MenuButton
          size="sm"
          variant="quiet"
          align="end"
          label={`Assign ${found.item}`}
          isIconOnly
          sections={[
            {
              heading: "Who looks into it",
              items: [
                ...owners,
                {
                  id: "nobody",
                  label: "Nobody",
                  onAction: () => assign.mutate({ breakId: found.id, to: null }),
                },
              ].map((item) => ({ ...item, isDisabled: assign.isPending })),
            },
          ]}
        >
          Assign
        </MenuButton>
        <Button
          size="sm"
          onClick={() => setResolvingId(found.id)}
          aria-label={`${found.proposal ? "Decide" : "Resolve"} ${found.item}`}
        >
          {found.proposal ? "Decide" : "Resolve"}
        </Button>
      </span>
    );
  };
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
            None is open. At each end of day, cash, positions, lots, trades and money movements are compared
            with the carrying firm&rsquo;s books; a difference stands here until two people have resolved it.
          </p>
        }
      />
      {resolving?.proposal ? (
        <DecideDialog
          key={resolving.proposal.id}
          found={{ ...resolving, proposal: resolving.proposal }}
          isMaker={resolving.proposal.proposedBy === userId}
          onClose={close}
        />
      ) : resolving ? (
        <ProposeDialog key={resolving.id} found={resolving} onClose={close} />
      ) : null}
    </Card>
  );
}
