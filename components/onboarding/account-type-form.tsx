"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import { ACCOUNT_TYPE_KEYS, ACCOUNT_TYPES, type AccountTypeKey } from "@/domain/onboarding/account-types";

/** The kind of account; begins the application, or goes on with the one that is open. */
export function AccountTypeForm() {
  const trpc = useTRPC();
  const router = useRouter();
  const [accountType, setAccountType] = useState<AccountTypeKey>("INDIVIDUAL_CASH");
  const start = useMutation(
    trpc.applications.start.mutationOptions({
      onSuccess: (application) => router.push(`/open-account/${application.nextStep}`),
    }),
  );
  return (
    <Form
      aria-label="Kind of account"
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!start.isPending) start.mutate({ accountType });
      }}
    >
      {start.error ? (
        <Callout tone="danger" title="The application was not begun" isLive>
          {isUnanswered(start.error) ? "No answer came. Please try again." : start.error.message}
        </Callout>
      ) : null}
      <RadioGroup
        label="Kind of account"
        value={accountType}
        onChange={(value) => setAccountType(value as AccountTypeKey)}
        options={ACCOUNT_TYPE_KEYS.map((value) => ({
          value,
          label: ACCOUNT_TYPES[value].title,
          description: ACCOUNT_TYPES[value].description,
        }))}
      />
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
