"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Refusal } from "@/components/forms/refusal";
import { AREA_WORDS, type Break, proposalText, sideText } from "@/components/admin/clearing/break-words";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Dialog } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast-store";

type DecideDialogProps = {
  found: Break & { proposal: NonNullable<Break["proposal"]> };
  /** The one who proposed may only take it back. */
  isMaker: boolean;
  onClose: () => void;
};

/** Shows what somebody proposed, for another one to approve or decline. */
export function DecideDialog({ found, isMaker, onClose }: DecideDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { proposal } = found;
  const options = (title: string) => ({
    onSuccess() {
      showToast({ tone: "gain", title });
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries(trpc.clearing.pathFilter()),
  });
  const approve = useMutation(
    trpc.clearing.approveResolution.mutationOptions(options("The break is resolved")),
  );
  const decline = useMutation(
    trpc.clearing.declineResolution.mutationOptions(options("The break is open again")),
  );
  const error = approve.error ?? decline.error;
  const decision = { proposalId: proposal.id };
  return (
    <Dialog
      title={`Decide: ${AREA_WORDS[found.area].toLowerCase()} ${found.item}`}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button isPending={decline.isPending} onClick={() => decline.mutate(decision)}>
            {isMaker ? "Take it back" : "Decline"}
          </Button>
          {isMaker ? null : (
            <Button variant="primary" isPending={approve.isPending} onClick={() => approve.mutate(decision)}>
              Approve
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <DescriptionList
          items={[
            { term: "Carrying firm", detail: sideText(found.area, found.theirs) },
            { term: "Ours", detail: sideText(found.area, found.ours) },
            { term: "Proposed", detail: proposalText(proposal), note: `by ${proposal.proposedByName}` },
            { term: "Reason", detail: proposal.reason },
          ]}
        />
        {isMaker ? (
          <p className="text-base text-muted">You proposed this; somebody else has to approve it.</p>
        ) : null}
        {error ? <Refusal title="Nothing was decided" error={error} /> : null}
      </div>
    </Dialog>
  );
}
