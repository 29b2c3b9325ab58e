"use client";

import { StepFrame } from "@/components/onboarding/step-frame";
import { TextsToAccept } from "@/components/onboarding/texts-to-accept";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";
import { noticesFor } from "@/domain/onboarding/agreements";

/** What has to be told before an account is opened: why we ask for papers, that we give no advice, and what is risky. */
export function DisclosuresForm({ application }: { application: Application }) {
  const form = useStepForm(application, "disclosures", {
    initial: { acknowledged: application.answers.disclosures?.acknowledged ?? [] },
    toAnswers: (values) => values,
  });
  return (
    <StepFrame form={form} label="Notices">
      <TextsToAccept
        texts={noticesFor(application.accountType)}
        statement="I have read this notice."
        accepted={form.values.acknowledged}
        onChange={(acknowledged) => form.change({ acknowledged })}
        hasError={form.errors.acknowledged !== undefined}
      />
    </StepFrame>
  );
}
