"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { StepFrame } from "@/components/onboarding/step-frame";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextField } from "@/components/ui/text-field";
import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";

type Values = { firstName: string; lastName: string; email: string; own: string; other: string };

const initialOf = ({ answers }: Application): Values => {
  const known = answers["co-owner"];
  return {
    firstName: known?.firstName ?? "",
    lastName: known?.lastName ?? "",
    email: known?.email ?? "",
    own: known?.shares?.own ?? "50",
    other: known?.shares?.coOwner ?? "50",
  };
};

/** Whom to invite as the second owner, of tenants in common each one's share, and how far that owner is. */
export function CoOwnerForm({ application }: { application: Application }) {
  const { hasShares } = ACCOUNT_TYPES[application.accountType];
  const form = useStepForm(application, "co-owner", {
    initial: initialOf(application),
    toAnswers: ({ own, other, ...rest }) => ({ ...rest, shares: hasShares ? { own, coOwner: other } : null }),
  });
  const { values, errors, set } = form;
  const hasJoined = application.coOwner?.hasJoined ?? false;
  return (
    <div className="grid gap-5">
      {application.coOwner ? <CoOwnerState application={application} /> : null}
      <StepFrame
        form={form}
        label="Second owner"
        submitLabel={application.coOwner ? "Save and continue" : "Send the invitation"}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="First name"
            autoComplete="off"
            value={values.firstName}
            onChange={set("firstName")}
            error={errors.firstName}
          />
          <TextField
            label="Last name"
            autoComplete="off"
            value={values.lastName}
            onChange={set("lastName")}
            error={errors.lastName}
          />
        </div>
        <TextField
          label="E-mail address"
          type="email"
          autoComplete="off"
          description={
            hasJoined
              ? "The invitation has been accepted."
              : "We send a link that works once, for 14 days. They sign in as themselves."
          }
          isDisabled={hasJoined}
          value={values.email}
          onChange={set("email")}
          error={errors.email}
        />
        {hasShares ? (
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label="Your share, in per cent"
              inputMode="decimal"
              maxLength={6}
              value={values.own}
              onChange={set("own")}
              error={errors["shares.own"]}
            />
            <TextField
              label="Their share, in per cent"
              description="Together 100."
              inputMode="decimal"
              maxLength={6}
              value={values.other}
              onChange={set("other")}
              error={errors["shares.coOwner"]}
            />
          </div>
        ) : null}
      </StepFrame>
    </div>
  );
}

/** What the first owner may see of the second one's part: whether, and what is missing. Never an answer. */
export function CoOwnerState({ application }: { application: Application }) {
  const trpc = useTRPC();
  const router = useRouter();
  const again = useMutation(
    trpc.applications.inviteAgain.mutationOptions({ onSuccess: () => router.refresh() }),
  );
  const { coOwner } = application;
  if (!coOwner) return null;
  if (!coOwner.hasJoined)
    return (
      <Callout
        title={`${coOwner.name} is invited`}
        action={
          again.isSuccess ? null : (
            <Button
              size="sm"
              isPending={again.isPending}
              onClick={() => again.mutate({ applicationId: application.id })}
            >
              Send the invitation again
            </Button>
          )
        }
      >
        {again.isSuccess
          ? `We have sent a new link to ${coOwner.email}. The one before no longer works.`
          : again.error
            ? isUnanswered(again.error)
              ? "No answer came. Please try again."
              : again.error.message
            : `The link went to ${coOwner.email} and was not opened yet. You can go on with your own part meanwhile.`}
      </Callout>
    );
  if (coOwner.missing.length === 0)
    return (
      <Callout tone="gain" title={`${coOwner.name} is done`}>
        Everything is filled in and signed.
      </Callout>
    );
  return (
    <Callout title={`${coOwner.name} is filling in the other part`}>
      Still missing there: {coOwner.missing.join(", ")}.
    </Callout>
  );
}
