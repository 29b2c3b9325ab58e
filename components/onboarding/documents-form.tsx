"use client";

import { EvidenceCard } from "@/components/evidence/evidence-card";
import { StepFrame } from "@/components/onboarding/step-frame";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";
import { Checkbox } from "@/components/ui/checkbox";
import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";

/** The papers of a company or trust: what is asked for, what is there, and the word that it is all. */
export function DocumentsForm({ application }: { application: Application }) {
  const needs = ACCOUNT_TYPES[application.accountType].entity?.documents ?? [];
  const form = useStepForm(application, "documents", {
    initial: { sent: application.answers.documents?.sent ?? false },
    toAnswers: (values) => values,
  });
  return (
    <div className="grid gap-5">
      <EvidenceCard
        subjectType="APPLICATION"
        subjectId={application.id}
        part={null}
        kinds={["ENTITY_PAPER"]}
        title="What we need to see"
      >
        <ul className="grid gap-2">
          {needs.map(({ key, title, description }) => (
            <li key={key}>
              <strong className="font-medium text-ink">{title}.</strong> {description}
            </li>
          ))}
        </ul>
      </EvidenceCard>
      <StepFrame form={form} label="Papers">
        <Checkbox
          isSelected={form.values.sent}
          onChange={(sent) => form.change({ sent })}
          error={form.errors.sent}
        >
          These are the papers, complete and as they are today.
        </Checkbox>
      </StepFrame>
    </div>
  );
}
