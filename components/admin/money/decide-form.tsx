"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fieldMessage, isUnanswered, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextAreaField } from "@/components/ui/text-area-field";
import { showToast } from "@/components/ui/toast-store";

type Approval = Outputs["funding"]["deskTransfer"]["approvals"][number];

/** Approves money that leaves, or not, with a reason; who may not decide reads why. */
export function DecideForm({ approval, onDone }: { approval: Approval; onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const decide = useMutation(
    trpc.approvals.decide.mutationOptions({
      onSuccess({ status }) {
        showToast({ tone: "gain", title: WORDS[status] ?? "Decided" });
        onDone();
      },
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.funding.pathFilter()),
          queryClient.invalidateQueries(trpc.approvals.pathFilter()),
        ]),
    }),
  );
  const answer = (said: "approve" | "reject" | "withdraw") => {
    if (!decide.isPending) decide.mutate({ approvalId: approval.id, answer: said, reason });
  };
  const { may } = approval;
  const error = fieldMessage(decide.error, "reason");
  return (
    <section aria-label="Decision" className="grid gap-4">
      <h3 className="text-base font-semibold">Release it?</h3>
      <p className="text-base text-muted">{standing(approval)}</p>
      {may.approve || may.reject ? (
        <TextAreaField
          label="Reason"
          value={reason}
          onChange={setReason}
          rows={2}
          maxLength={1000}
          error={error}
        />
      ) : null}
      {decide.error && !error ? (
        <Callout tone="danger" title="Nothing was decided" isLive>
          {isUnanswered(decide.error)
            ? "No answer came. Reload to see whether it arrived."
            : decide.error.message}
        </Callout>
      ) : null}
      <div className="flex flex-wrap gap-3">
        {may.approve ? (
          <Button variant="primary" isPending={decide.isPending} onClick={() => answer("approve")}>
            Approve
          </Button>
        ) : null}
        {may.reject ? (
          <Button isPending={decide.isPending} onClick={() => answer("reject")}>
            Decline
          </Button>
        ) : null}
      </div>
    </section>
  );
}

const WORDS: Record<string, string> = {
  APPROVED: "Released; the clearing firm is instructed",
  PROPOSED: "Approved; one more administrator must",
  REJECTED: "Declined; the money is free again",
};

function standing({ approvedBy, approvalsNeeded, proposedBy, isMine, may }: Approval): string {
  const so =
    approvedBy.length > 0
      ? `Approved by ${approvedBy.join(", ")}: ${approvedBy.length} of ${approvalsNeeded}.`
      : `${approvalsNeeded === 1 ? "One administrator" : `${approvalsNeeded} administrators`} must approve it.`;
  if (isMine) return `${so} You brought it here: somebody else has to decide.`;
  const why = may.approve || may.reject ? "" : " Your role does not decide on it.";
  return `${so} Brought by ${proposedBy}.${why}`;
}
