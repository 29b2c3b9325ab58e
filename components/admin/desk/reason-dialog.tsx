"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Refusal } from "@/components/forms/refusal";
import { type ApiError, fieldMessage } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { TextAreaField } from "@/components/ui/text-area-field";

type ReasonDialogProps = {
  title: string;
  /** What the act means, in a sentence or two. */
  children?: ReactNode;
  button: string;
  isDanger?: boolean;
  /** Another text that is asked for before the reason: a question to the customer. */
  ask?: { field: string; label: string; description?: string };
  reasonField?: string;
  reasonHint?: string;
  error: ApiError | null;
  isPending: boolean;
  onSubmit: (reason: string, asked: string) => void;
  onClose: () => void;
};

/** Asks why, and only then acts: nothing on the desk is done without a reason. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, button, isDanger, ask, error, isPending, onSubmit, onClose } = props;
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState("");
  const formId = useId();
  const reasonError = fieldMessage(error, props.reasonField ?? "reason");
  const askError = ask && fieldMessage(error, ask.field);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isPending) onSubmit(reason, asked);
  }
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button type="submit" form={formId} variant={isDanger ? "danger" : "primary"} isPending={isPending}>
            {button}
          </Button>
        </>
      }
    >
      <Form id={formId} className="grid gap-4" onSubmit={submit}>
        {children ? <div className="text-base text-muted">{children}</div> : null}
        {error && !reasonError && !askError ? <Refusal title="It was not done" error={error} /> : null}
        {ask ? (
          <TextAreaField
            label={ask.label}
            description={ask.description}
            value={asked}
            onChange={setAsked}
            rows={4}
            maxLength={2000}
            autoFocus
            error={askError}
          />
        ) : null}
        <TextAreaField
          label="Reason"
          description={props.reasonHint ?? "For the record: what you looked at, and why you decide so."}
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={1000}
          autoFocus={!ask}
          error={reasonError}
        />
      </Form>
    </Dialog>
  );
}
