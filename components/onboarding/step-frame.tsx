"use client";

import type { ReactNode } from "react";
import type { StepForm } from "@/components/onboarding/use-step-form";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";

type StepFrameProps = {
  form: Pick<StepForm<object>, "attach" | "onSubmit" | "isPending" | "problem" | "isStale">;
  label: string;
  children: ReactNode;
  submitLabel?: string;
};

/** Around every step's fields: what went wrong, and the one button that saves and goes on. */
export function StepFrame({
  form: { attach, ...form },
  label,
  children,
  submitLabel = "Save and continue",
}: StepFrameProps) {
  return (
    <Form ref={attach} aria-label={label} className="grid gap-5" onSubmit={form.onSubmit}>
      {form.problem ? (
        <Callout
          tone="danger"
          title="This step is not saved"
          isLive
          action={
            form.isStale ? (
              <Button size="sm" onClick={() => window.location.reload()}>
                Load the page again
              </Button>
            ) : null
          }
        >
          {form.problem}
        </Callout>
      ) : null}
      {children}
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
        <p className="text-small text-muted">
          Saved as you go. You can stop here and come back on any device.
        </p>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {submitLabel}
        </Button>
      </div>
    </Form>
  );
}
