"use client";

import { StepFrame } from "@/components/onboarding/step-frame";
import { TextToAccept } from "@/components/onboarding/text-to-accept";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";
import { TextField } from "@/components/ui/text-field";
import { agreementsFor, textId } from "@/domain/onboarding/agreements";
import { legalName } from "@/domain/onboarding/names";

const toggled = (ids: readonly string[], id: string, isIn: boolean): string[] =>
  isIn ? [...ids, id] : ids.filter((other) => other !== id);

/** The agreements, each read and ticked, signed together by typing one's name (15 U.S.C. 7001). */
export function AgreementsForm({ application }: { application: Application }) {
  const { agreements, identity } = application.answers;
  const form = useStepForm(application, "agreements", {
    initial: { accepted: agreements?.accepted ?? [], signedName: agreements?.signedName ?? "" },
    toAnswers: (values) => values,
  });
  const { accepted, signedName } = form.values;
  return (
    <StepFrame form={form} label="Agreements" submitLabel="Sign and continue">
      {agreementsFor(application.accountType).map((text) => (
        <TextToAccept
          key={textId(text)}
          text={text}
          statement="I have read this and agree."
          isAccepted={accepted.includes(textId(text))}
          onChange={(isIn) => form.change({ accepted: toggled(accepted, textId(text), isIn) })}
          hasError={form.errors.accepted !== undefined}
        />
      ))}
      <TextField
        label="Sign with your full name"
        description={
          identity
            ? `Typing "${legalName(identity)}" signs all of them. We keep the texts, the time and the address you sign from.`
            : "Fill in who you are first: the name must be the same."
        }
        autoComplete="name"
        value={signedName}
        onChange={form.set("signedName")}
        error={form.errors.signedName}
      />
    </StepFrame>
  );
}
