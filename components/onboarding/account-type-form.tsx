"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { StepFrame } from "@/components/onboarding/step-frame";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import {
  ACCOUNT_TYPES,
  type AccountTypeKey,
  LENDING,
  type Lending,
  type Registration,
  REGISTRATION_KEYS,
  REGISTRATIONS,
} from "@/domain/onboarding/account-types";

type Choice = { registration: Registration; lending: Lending };

const keyOf = ({ registration, lending }: Choice): AccountTypeKey => `${registration}_${lending}`;

type KindFieldsProps = { value: Choice; change: (part: Partial<Choice>) => void };

/** In whose name, and whether it may borrow. */
function KindFields({ value, change }: KindFieldsProps) {
  return (
    <>
      <RadioGroup
        label="Whose account"
        value={value.registration}
        onChange={(registration) => change({ registration: registration as Registration })}
        options={REGISTRATION_KEYS.map((key) => ({
          value: key,
          label: REGISTRATIONS[key].title,
          description: REGISTRATIONS[key].description,
        }))}
      />
      <RadioGroup
        label="Cash or margin"
        value={value.lending}
        onChange={(lending) => change({ lending: lending as Lending })}
        options={(["CASH", "MARGIN"] as const).map((key) => ({
          value: key,
          label: key === "CASH" ? "Cash account" : "Margin account",
          description: LENDING[key].description,
        }))}
      />
    </>
  );
}

/** The kind of account; begins the application, or goes on with the one that is open. */
export function AccountTypeForm() {
  const trpc = useTRPC();
  const router = useRouter();
  const [value, setValue] = useState<Choice>({ registration: "INDIVIDUAL", lending: "CASH" });
  const start = useMutation(
    trpc.applications.start.mutationOptions({
      onSuccess: (application) => router.push(`${application.path}/${application.nextStep}`),
    }),
  );
  return (
    <Form
      aria-label="Kind of account"
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!start.isPending) start.mutate({ accountType: keyOf(value) });
      }}
    >
      {start.error ? (
        <Callout tone="danger" title="The application was not begun" isLive>
          {isUnanswered(start.error) ? "No answer came. Please try again." : start.error.message}
        </Callout>
      ) : null}
      <KindFields value={value} change={(part) => setValue((before) => ({ ...before, ...part }))} />
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
        <p className="text-small text-muted">
          About ten minutes. Have your Social Security number at hand, or your passport.
        </p>
        <Button type="submit" variant="primary" isPending={start.isPending || start.isSuccess}>
          Begin
        </Button>
      </div>
    </Form>
  );
}

/** Another kind for an application that is being filled in: what was answered stays, as far as it fits. */
export function ChangeAccountTypeForm({ application }: { application: Application }) {
  const { registration, lending } = ACCOUNT_TYPES[application.accountType];
  const form = useStepForm(application, "account-type", {
    initial: { registration, lending } as Choice,
    toAnswers: (values) => ({ accountType: keyOf(values) }),
  });
  return (
    <StepFrame form={form} label="Kind of account">
      <KindFields value={form.values} change={form.change} />
    </StepFrame>
  );
}
