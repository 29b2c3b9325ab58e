"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Refusal } from "@/components/forms/refusal";
import { fieldMessage, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { showToast } from "@/components/ui/toast-store";

/** For somebody who has lost the authenticator app and the recovery codes: one of the staff proposes, another approves. */
export function ResetSecondFactor() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Reset a second factor
      </Button>
      {isOpen ? <ResetDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ResetDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const formId = useId();
  const [email, setEmail] = useState("");
  const [reason, setReason] = useState("");
  const propose = useMutation(
    trpc.auth.proposeSecondFactorReset.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: "Proposed: somebody else must approve" });
        onClose();
        router.refresh();
      },
    }),
  );
  const { error } = propose;
  const errorOf = (field: string) => fieldMessage(error, field);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!propose.isPending) propose.mutate({ email, reason });
  }
  return (
    <Dialog
      title="Reset a second factor"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" form={formId} variant="primary" isPending={propose.isPending}>
            Propose the reset
          </Button>
        </>
      }
    >
      <Form id={formId} className="grid gap-4" onSubmit={submit}>
        <p className="text-base text-muted">
          Once somebody else has approved, the person has no second factor and all their sessions end. They
          are told by mail, now and when it is done.
        </p>
        {error && !errorOf("email") && !errorOf("reason") ? (
          <Refusal title="It was not proposed" error={error} />
        ) : null}
        <TextField
          label="E-mail address"
          description="Of the customer or colleague. A colleague’s is for administrators to propose and approve."
          type="email"
          autoComplete="off"
          value={email}
          onChange={setEmail}
          error={errorOf("email")}
        />
        <TextAreaField
          label="Reason"
          description="At least ten characters: how you know that it is them."
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={1000}
          error={errorOf("reason")}
        />
      </Form>
    </Dialog>
  );
}
