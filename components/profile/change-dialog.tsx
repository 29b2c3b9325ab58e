"use client";

import { type ReactNode, useId } from "react";
import type { FormState } from "@/components/forms/use-form";
import { type ApiError, isUnanswered } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";

type ChangeDialogProps = {
  title: string;
  form: Pick<FormState<object>, "attach" | "onSubmit" | "errors">;
  error: ApiError | null;
  isPending: boolean;
  submitLabel?: string;
  onClose: () => void;
  children: ReactNode;
};

/** A part of the record in front of the page, to be changed and saved. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { title, error, isPending, submitLabel = "Save", onClose, children } = props;
  const { attach, onSubmit, errors } = props.form;
  const id = useId();
  const isFieldError = Object.keys(errors).length > 0;
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" isPending={isPending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <Form id={id} ref={attach} className="grid gap-4" onSubmit={onSubmit}>
        {error && !isFieldError ? (
          <Callout tone="danger" title="It was not saved" isLive>
            {isUnanswered(error) ? "No answer came. Please try again." : error.message}
          </Callout>
        ) : null}
        {children}
      </Form>
    </Dialog>
  );
}
