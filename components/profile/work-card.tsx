"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { employmentFacts } from "@/components/onboarding/answer-facts";
import {
  employmentAnswers,
  EmploymentFields,
  employmentValues,
} from "@/components/onboarding/employment-fields";
import { ChangeDialog } from "@/components/profile/change-dialog";
import { type Profile, useProfile } from "@/components/profile/use-profile";
import { type Inputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";

/** What the customer does, and ties to brokers and listed companies. */
export function WorkCard({ initial }: { initial: Profile }) {
  const { profile, take } = useProfile(initial);
  const [isChanging, setChanging] = useState(false);
  return (
    <Card
      title="Work and ties"
      aside={
        <Button size="sm" onClick={() => setChanging(true)}>
          Change<span className="sr-only"> work and ties</span>
        </Button>
      }
    >
      <DescriptionList columns={1} items={employmentFacts(profile.employment ?? undefined)} />
      {isChanging ? (
        <WorkDialog
          profile={profile}
          onClose={() => setChanging(false)}
          onSaved={(changed) => take(changed, "Your work and ties are changed")}
        />
      ) : null}
    </Card>
  );
}

type WorkDialogProps = { profile: Profile; onClose: () => void; onSaved: (changed: Profile) => void };

function WorkDialog({ profile, onClose, onSaved }: WorkDialogProps) {
  const trpc = useTRPC();
  const save = useMutation(
    trpc.profile.saveEmployment.mutationOptions({
      onSuccess(changed) {
        onSaved(changed);
        onClose();
      },
      onError: (error) => form.showErrors(errorsOfAnswer(error, "employment.")),
    }),
  );
  const form = useForm({
    initial: employmentValues(profile.employment),
    toInput: employmentAnswers,
    schema: async () => (await import("@/domain/onboarding/steps")).STEP_SCHEMAS.employment,
    onValid: (values) =>
      save.mutate({ employment: employmentAnswers(values) } as Inputs["profile"]["saveEmployment"]),
  });
  return (
    <ChangeDialog
      title="Your work and ties"
      form={form}
      error={save.error}
      isPending={save.isPending}
      onClose={onClose}
    >
      <EmploymentFields form={form} />
    </ChangeDialog>
  );
}
