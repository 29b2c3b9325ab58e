"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { AREA_WORDS, type Break, sideText } from "@/components/admin/clearing/break-words";
import { fieldMessage, isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { TextAreaField } from "@/components/ui/text-area-field";
import { showToast } from "@/components/ui/toast-store";

/** Asks why a difference is explained; nothing is booked by saying so. */
export function ResolveDialog({ found, onClose }: { found: Break; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const [reason, setReason] = useState("");
  const resolve = useMutation(
    trpc.clearing.resolveBreak.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: "The break is resolved" });
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.clearing.pathFilter()),
    }),
  );
  const reasonError = fieldMessage(resolve.error, "reason");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!resolve.isPending) resolve.mutate({ breakId: found.id, reason });
  }
  return (
    <Dialog
      title={`Resolve: ${AREA_WORDS[found.area].toLowerCase()} ${found.item}`}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button type="submit" form={formId} variant="primary" isPending={resolve.isPending}>
            Resolve the break
          </Button>
        </>
      }
    >
      <Form id={formId} className="grid gap-4" onSubmit={submit}>
        <DescriptionList
          items={[
            { term: "Carrying firm", detail: sideText(found.area, found.theirs) },
            { term: "Ours", detail: sideText(found.area, found.ours) },
          ]}
        />
        <p className="text-base text-muted">
          Neither side&rsquo;s books change by this. Say what explains the difference.
        </p>
        {resolve.error && !reasonError ? (
          <Callout tone="danger" title="The break was not resolved" isLive>
            {isUnanswered(resolve.error)
              ? "No answer came. Reload the page to see whether it arrived."
              : resolve.error.message}
          </Callout>
        ) : null}
        <TextAreaField
          label="Reason"
          description="At least ten characters; it stays on record with your name."
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={500}
          autoFocus
          error={reasonError}
        />
      </Form>
    </Dialog>
  );
}
