"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { DeskCommand } from "@/components/admin/desk/desk-keys";
import { KeysHelp } from "@/components/admin/desk/keys-help";
import { ReasonDialog } from "@/components/admin/desk/reason-dialog";
import { useDeskKeys } from "@/components/admin/desk/use-desk-keys";
import { type ApiError, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast-store";

type Review = Outputs["review"]["application"];
type Act = "approve" | "reject" | "ask" | "escalate";

type DecisionBarProps = {
  review: Pick<
    Review,
    "id" | "number" | "name" | "status" | "isEscalated" | "assignee" | "cannotDecide" | "cannotApprove"
  >;
  /** The applications before and after this one in the queue beside it. */
  previousId: string | null;
  nextId: string | null;
};

const OF_COMMAND: Partial<Record<DeskCommand, Act>> = {
  APPROVE: "approve",
  REJECT: "reject",
  ASK: "ask",
  ESCALATE: "escalate",
};

/** What can be done with an application, by button or by key; a reason is asked for first. */
export function DecisionBar({ review, previousId, nextId }: DecisionBarProps) {
  const router = useRouter();
  const [acting, setActing] = useState<Act | null>(null);
  const [isHelp, setHelp] = useState(false);
  const claim = useClaim(review);
  const { cannotDecide, cannotApprove } = review;
  const isAsked = review.status === "INFO_REQUESTED";
  const blocked: Record<Act, boolean> = {
    approve: cannotApprove !== null,
    reject: false,
    ask: isAsked,
    escalate: isAsked,
  };
  useDeskKeys((command) => {
    const act = OF_COMMAND[command];
    if (act && cannotDecide === null && !blocked[act]) setActing(act);
    if (command === "CLAIM" && cannotDecide === null) claim.toggle();
    if (command === "NEXT" && nextId) router.push(`/admin/applications/${nextId}`);
    if (command === "PREVIOUS" && previousId) router.push(`/admin/applications/${previousId}`);
    if (command === "QUEUE") router.push("/admin/applications");
    if (command === "KEYS") setHelp(true);
  });
  return (
    <>
      {cannotDecide === null ? (
        <>
          <Button kbd="C" isPending={claim.isPending} onClick={claim.toggle}>
            {review.assignee?.isMe ? "Put back" : "Claim"}
          </Button>
          <Button kbd="E" isDisabled={blocked.escalate} onClick={() => setActing("escalate")}>
            {review.isEscalated ? "Give back" : "Escalate"}
          </Button>
          <Button kbd="M" isDisabled={blocked.ask} onClick={() => setActing("ask")}>
            Ask for more
          </Button>
          <Button kbd="R" variant="danger" onClick={() => setActing("reject")}>
            Reject
          </Button>
          <Button
            kbd="A"
            variant="primary"
            isDisabled={blocked.approve}
            title={cannotApprove ?? undefined}
            onClick={() => setActing("approve")}
          >
            Approve
          </Button>
        </>
      ) : null}
      <Button kbd="?" variant="quiet" className="max-md:hidden" onClick={() => setHelp(true)}>
        Keys
      </Button>
      {isHelp ? <KeysHelp onClose={() => setHelp(false)} /> : null}
      {acting ? (
        <ActDialog key={acting} act={acting} review={review} onClose={() => setActing(null)} />
      ) : null}
    </>
  );
}

function useClaim({ id, assignee }: DecisionBarProps["review"]) {
  const trpc = useTRPC();
  const router = useRouter();
  const assign = useMutation(
    trpc.review.assign.mutationOptions({
      onSuccess: () => router.refresh(),
      onError(error) {
        showToast({ tone: "danger", title: error.message });
        router.refresh();
      },
    }),
  );
  return {
    isPending: assign.isPending,
    toggle() {
      if (!assign.isPending) assign.mutate({ applicationId: id, to: assignee?.isMe ? null : "me" });
    },
  };
}

const WORDS = {
  approve: {
    title: "Approve",
    button: "Approve and open the account",
    done: "is approved",
    means: "The clearing firm is asked to open the account at once.",
  },
  reject: {
    title: "Reject",
    button: "Reject the application",
    done: "is rejected",
    means: "The customer is told the decision, never the reason. It cannot be taken back.",
  },
  ask: {
    title: "Ask about",
    button: "Send the question",
    done: "waits for the customer",
    means: "The customer is told by mail that there is a question, and reads and answers it in the portal.",
  },
  escalate: {
    title: "Escalate",
    button: "Escalate to the administrators",
    done: "is escalated",
    means: "From then on an administrator decides. The customer is not told.",
  },
} as const;
const BACK = {
  title: "Give back",
  button: "Give it back to the reviewers",
  done: "is given back",
  means: "Any reviewer may decide on it again.",
} as const;

type ActDialogProps = { act: Act; review: DecisionBarProps["review"]; onClose: () => void };

function ActDialog({ act, review, onClose }: ActDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const words = act === "escalate" && review.isEscalated ? BACK : WORDS[act];
  const subject = `application ${review.number} of ${review.name}`;
  const outcome = {
    onSuccess() {
      showToast({ tone: "gain", title: `The ${subject} ${words.done}` });
      onClose();
      router.refresh();
    },
    onError(error: ApiError) {
      // Somebody else was faster: show what they decided.
      if (error.data?.app.code === "APPLICATION_ALREADY_DECIDED") router.refresh();
    },
  };
  const decide = useMutation(trpc.review.decide.mutationOptions(outcome));
  const ask = useMutation(trpc.review.ask.mutationOptions(outcome));
  const escalate = useMutation(trpc.review.escalate.mutationOptions(outcome));
  const used = act === "ask" ? ask : act === "escalate" ? escalate : decide;
  const { id: applicationId } = review;
  function submit(reason: string, question: string) {
    if (act === "ask") ask.mutate({ applicationId, question, reason });
    else if (act === "escalate")
      escalate.mutate({ applicationId, direction: review.isEscalated ? "down" : "up", reason });
    else decide.mutate({ applicationId, decision: act, reason });
  }
  return (
    <ReasonDialog
      title={`${words.title} the ${subject}?`}
      button={words.button}
      isDanger={act === "reject"}
      ask={
        act === "ask"
          ? {
              field: "question",
              label: "Question to the customer",
              description: "Say what you need and what it is for. Papers can be added to the answer.",
            }
          : undefined
      }
      error={used.error}
      isPending={used.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {words.means}
    </ReasonDialog>
  );
}
