"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useEffectEvent, useState } from "react";
import { type ApiError, fieldMessage, isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { TextAreaField } from "@/components/ui/text-area-field";
import { showToast } from "@/components/ui/toast-store";

type Decision = "approve" | "reject";

type DecisionBarProps = {
  applicationId: string;
  number: string;
  name: string;
  /** Why this reader may not decide, or not approve; null if they may. */
  cannotDecide: string | null;
  cannotApprove: string | null;
};

const WORDS = {
  approve: {
    title: "Approve",
    button: "Approve and open the account",
    done: "approved",
    means: "The clearing firm is asked to open the account at once.",
  },
  reject: {
    title: "Reject",
    button: "Reject the application",
    done: "rejected",
    means: "The customer is told the decision, never the reason. It cannot be taken back.",
  },
} as const;

/** A typed letter is a command only where nobody types: not in fields, not with other keys held. */
function isCommand(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  const isTyping = Boolean(target?.closest("input, textarea, select, dialog, [contenteditable]"));
  return !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
}

/** Approve or reject, by button or by the keys A and X; a reason is asked for first. */
export function DecisionBar({ applicationId, number, name, cannotDecide, cannotApprove }: DecisionBarProps) {
  const [asking, setAsking] = useState<Decision | null>(null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isCommand(event) || asking) return;
    const decision =
      event.key.toLowerCase() === "a" ? "approve" : event.key.toLowerCase() === "x" ? "reject" : null;
    if (!decision || (decision === "approve" && cannotApprove)) return;
    event.preventDefault();
    setAsking(decision);
  });
  useEffect(() => {
    if (cannotDecide) return;
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [cannotDecide]);

  if (cannotDecide) return null;
  return (
    <>
      <Button kbd="X" variant="danger" aria-keyshortcuts="X" onClick={() => setAsking("reject")}>
        Reject
      </Button>
      <Button
        kbd="A"
        variant="primary"
        aria-keyshortcuts="A"
        isDisabled={cannotApprove !== null}
        title={cannotApprove ?? undefined}
        onClick={() => setAsking("approve")}
      >
        Approve
      </Button>
      {asking ? (
        <DecisionDialog
          key={asking}
          decision={asking}
          applicationId={applicationId}
          subject={`application ${number} of ${name}`}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  );
}

type DecisionDialogProps = {
  decision: Decision;
  applicationId: string;
  subject: string;
  onClose: () => void;
};

const problemOf = (error: ApiError): string =>
  isUnanswered(error)
    ? "No answer came. Reload the page to see whether the decision arrived."
    : error.message;

function DecisionDialog({ decision, applicationId, subject, onClose }: DecisionDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const words = WORDS[decision];
  const [reason, setReason] = useState("");
  const decide = useMutation(
    trpc.review.decide.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: `The ${subject} is ${words.done}` });
        onClose();
        router.refresh();
      },
      onError(error) {
        // Somebody else was faster: show what they decided.
        if (error.data?.app.code === "APPLICATION_ALREADY_DECIDED") router.refresh();
      },
    }),
  );
  const formId = `decide-${applicationId}`;
  const reasonError = fieldMessage(decide.error, "reason");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!decide.isPending) decide.mutate({ applicationId, decision, reason });
  }
  return (
    <Dialog
      title={`${words.title} the ${subject}?`}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button
            type="submit"
            form={formId}
            variant={decision === "approve" ? "primary" : "danger"}
            isPending={decide.isPending}
          >
            {words.button}
          </Button>
        </>
      }
    >
      <Form id={formId} className="grid gap-4" onSubmit={submit}>
        <p className="text-base text-muted">{words.means}</p>
        {decide.error && !reasonError ? (
          <Callout tone="danger" title="The decision was not made" isLive>
            {problemOf(decide.error)}
          </Callout>
        ) : null}
        <TextAreaField
          label="Reason"
          description="For the record: what you looked at, and why you decide so."
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={1000}
          autoFocus
          error={reasonError}
        />
      </Form>
    </Dialog>
  );
}
