"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { fieldMessage, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { TextAreaField } from "@/components/ui/text-area-field";
import { showToast } from "@/components/ui/toast-store";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

type Paper = { id: string; title: string };

/** Has a paper made again from the books as they are now; the wrong one stays, and the new one names it. */
export function CorrectDocument({ paper }: { paper: Paper }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="quiet" onClick={() => setOpen(true)}>
        Correct<VisuallyHidden> {paper.title}</VisuallyHidden>
      </Button>
      {isOpen ? <CorrectDialog paper={paper} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CorrectDialog({ paper, onClose }: { paper: Paper; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const formId = useId();
  const [reason, setReason] = useState("");
  const correct = useMutation(
    trpc.documents.correct.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: "The correction will be made in a moment" });
        onClose();
        router.refresh();
      },
    }),
  );
  const error = fieldMessage(correct.error, "reason");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!correct.isPending) correct.mutate({ documentId: paper.id, reason });
  }
  return (
    <Dialog
      title="Make a corrected paper"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" form={formId} variant="primary" isPending={correct.isPending}>
            Make the correction
          </Button>
        </>
      }
    >
      <form id={formId} noValidate className="grid gap-4" onSubmit={submit}>
        {correct.error && !error ? (
          <Callout tone="danger" title="No correction was asked for" isLive>
            {correct.error.message}
          </Callout>
        ) : null}
        <p className="text-base">
          {paper.title} stays as it is. A new paper is made from the books as they are now; it is marked as a
          correction, names this one and gives your reason, and the customer is told of it.
        </p>
        <TextAreaField
          label="Reason"
          description="At least ten characters; the customer reads it."
          value={reason}
          onChange={setReason}
          rows={3}
          error={error}
        />
      </form>
    </Dialog>
  );
}
