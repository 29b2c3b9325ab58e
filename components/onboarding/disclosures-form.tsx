"use client";

import { StepFrame } from "@/components/onboarding/step-frame";
import { TextToAccept } from "@/components/onboarding/text-to-accept";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";
import { noticesFor, textId } from "@/domain/onboarding/agreements";

const toggled = (ids: readonly string[], id: string, isIn: boolean): string[] =>
  isIn ? [...ids, id] : ids.filter((other) => other !== id);

/** What has to be told before an account is opened: why we ask for papers, and that we give no advice. */
export function DisclosuresForm({ application }: { application: Application }) {
  const form = useStepForm(application, "disclosures", {
    initial: { acknowledged: application.answers.disclosures?.acknowledged ?? [] },
    toAnswers: (values) => values,
  });
  const { acknowledged } = form.values;
  return (
    <StepFrame form={form} label="Notices">
      {noticesFor(application.accountType).map((text) => (
        <TextToAccept
          key={textId(text)}
          text={text}
          isOpen
          statement="I have read this notice."
          isAccepted={acknowledged.includes(textId(text))}
          onChange={(isIn) => form.change({ acknowledged: toggled(acknowledged, textId(text), isIn) })}
          hasError={form.errors.acknowledged !== undefined}
        />
      ))}
    </StepFrame>
  );
}
