"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import {
  addressFacts,
  employmentFacts,
  entityFacts,
  type Fact,
  identityFacts,
  ownersFacts,
  profileFacts,
  taxFormFacts,
} from "@/components/onboarding/answer-facts";
import type { Application } from "@/components/onboarding/use-step-form";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";
import { FormErrorSummary } from "@/components/ui/form-error-summary";
import { TextLink } from "@/components/ui/text-link";
import { ACCOUNT_TYPES, type StepId } from "@/domain/onboarding/account-types";

const factsOf = (application: Application): Partial<Record<StepId, Fact[]>> => ({
  "account-type": [{ term: "Account", detail: application.accountTypeTitle }],
  identity: identityFacts(application.answers.identity, application.numberOnFile?.last4),
  address: addressFacts(application.answers.address),
  employment: employmentFacts(application.answers.employment),
  profile: profileFacts(application.answers.profile).filter(
    // Of people only (FINRA 4512).
    ({ term }) => term !== "Trusted contact" || ACCOUNT_TYPES[application.accountType].entity === null,
  ),
  entity: entityFacts(application.answers.entity, application.numbersOnFile),
  owners: ownersFacts(application.answers.owners, application.numbersOnFile),
  "co-owner": [
    { term: "Second owner", detail: application.coOwner?.name ?? "" },
    ...(application.shares
      ? [{ term: "Shares", detail: `You ${application.shares.own}%, the other ${application.shares.other}%` }]
      : []),
  ],
  documents: [{ term: "Papers", detail: "Sent in" }],
  "tax-form": taxFormFacts(application.answers["tax-form"], application.numbersOnFile),
  disclosures: [
    { term: "Notices", detail: `${application.answers.disclosures?.acknowledged.length ?? 0} read` },
  ],
  agreements: [{ term: "Signed as", detail: application.answers.agreements?.signedName ?? "" }],
});

/** Everything once more, each part with the way back to it, and the button that sends it. */
export function ReviewAnswers({ application }: { application: Application }) {
  const trpc = useTRPC();
  const router = useRouter();
  const submit = useMutation(
    trpc.applications.submit.mutationOptions({
      onSuccess: () => router.push("/open-account"),
      onError: (error) => {
        // Sent from another tab meanwhile: show how it stands.
        if (error.data?.app.code === "APPLICATION_NOT_EDITABLE") router.push("/open-account");
      },
    }),
  );
  const facts = factsOf(application);
  const open = application.steps.filter((step) => !step.isDone);
  return (
    <div className="grid gap-5">
      {submit.error?.data?.app.code === "APPLICATION_INCOMPLETE" ? (
        <FormErrorSummary title="The application is not complete" errors={submit.error.data.app.fields} />
      ) : submit.error ? (
        <Callout tone="danger" title="The application was not sent" isLive>
          {isUnanswered(submit.error)
            ? "No answer came. Please try again: it is sent once only."
            : submit.error.message}
        </Callout>
      ) : null}
      {application.concerns.map(({ sentence }) => (
        <Callout key={sentence} tone="caution">
          {sentence}
        </Callout>
      ))}
      {application.steps.map((step) => (
        <section key={step.id} aria-label={step.title} className="grid gap-2.5 border-b border-line pb-4">
          <div className="flex items-baseline justify-between gap-4">
            <h3 className="text-heading font-semibold">{step.title}</h3>
            <TextLink href={`${application.path}/${step.id}`}>Change {step.title.toLowerCase()}</TextLink>
          </div>
          {step.isDone ? (
            <DescriptionList items={facts[step.id] ?? []} />
          ) : (
            <p className={step.isWaiting ? "text-base text-caution" : "text-base text-danger"}>
              {step.problem ?? "Not done yet."}
            </p>
          )}
        </section>
      ))}
      {application.part === "CO_OWNER" ? (
        <Handed application={application} />
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="max-w-[44ch] text-small text-muted">
            You confirm that these answers are true. After you submit them they can no longer be changed here.
          </p>
          <Button
            variant="primary"
            size="lg"
            isPending={submit.isPending || submit.isSuccess}
            isDisabled={open.length > 0}
            onClick={() => submit.mutate({ applicationId: application.id })}
          >
            Submit application
          </Button>
        </div>
      )}
    </div>
  );
}

/** The second owner sends nothing: his part is there, and the first owner hears when it is whole. */
function Handed({ application }: { application: Application }) {
  const isDone = application.steps.every((step) => step.isDone);
  const { name = "The first owner", missing = [] } = application.firstOwner ?? {};
  return isDone ? (
    <Callout tone="gain" title="Your part is done">
      {missing.length > 0 ? `${name} has still to do: ${missing.join(", ").toLowerCase()}. ` : null}
      {name} sends the application. We write to you when the account is open. Until then you can still change
      your answers.
    </Callout>
  ) : (
    <Callout title="Almost there">Finish the steps that are marked; nothing has to be sent.</Callout>
  );
}
