"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { ChangeDialog } from "@/components/profile/change-dialog";
import { type Profile, useProfile } from "@/components/profile/use-profile";
import { type Inputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { SelectField } from "@/components/ui/select-field";
import { EXPERIENCE, FUNDS_SOURCE, INCOME, LIQUID_WORTH } from "@/domain/onboarding/profile-choices";

/** Means and experience (FINRA 2090, 4512). */
export function MeansCard({ initial }: { initial: Profile }) {
  const { profile, take } = useProfile(initial);
  const [isChanging, setChanging] = useState(false);
  const { finances } = profile;
  return (
    <Card
      title="Means and experience"
      aside={
        <Button size="sm" onClick={() => setChanging(true)}>
          Change<span className="sr-only"> means and experience</span>
        </Button>
      }
    >
      {finances ? (
        <DescriptionList
          columns={2}
          items={[
            { term: "Yearly income", detail: INCOME.label(finances.annualIncome) },
            { term: "Liquid worth", detail: LIQUID_WORTH.label(finances.liquidNetWorth) },
            { term: "Source of funds", detail: FUNDS_SOURCE.label(finances.fundsSource) },
            { term: "Experience", detail: EXPERIENCE.label(finances.experience) },
          ]}
        />
      ) : null}
      {isChanging ? (
        <MeansDialog
          profile={profile}
          onClose={() => setChanging(false)}
          onSaved={(changed) => take(changed, "Your means and experience are changed")}
        />
      ) : null}
    </Card>
  );
}

type MeansDialogProps = { profile: Profile; onClose: () => void; onSaved: (changed: Profile) => void };
type Values = { annualIncome: string; liquidNetWorth: string; fundsSource: string; experience: string };

function MeansDialog({ profile, onClose, onSaved }: MeansDialogProps) {
  const trpc = useTRPC();
  const save = useMutation(
    trpc.profile.saveFinances.mutationOptions({
      onSuccess(changed) {
        onSaved(changed);
        onClose();
      },
      onError: (error) => form.showErrors(errorsOfAnswer(error, "finances.")),
    }),
  );
  const empty: Values = { annualIncome: "", liquidNetWorth: "", fundsSource: "", experience: "" };
  const form = useForm<Values>({
    initial: { ...empty, ...profile.finances },
    toInput: (finances) => ({ finances }),
    schema: async () => (await import("@/domain/profile/inputs")).saveFinancesInput,
    onValid: (finances) => save.mutate({ finances } as Inputs["profile"]["saveFinances"]),
  });
  const field = (name: keyof Values) => ({
    value: form.values[name] || null,
    onChange: form.set(name),
    error: form.errors[`finances.${name}`] ?? form.errors[name],
  });
  return (
    <ChangeDialog
      title="Your means and experience"
      form={form}
      error={save.error}
      isPending={save.isPending}
      onClose={onClose}
    >
      <SelectField label="Yearly income" {...field("annualIncome")} options={INCOME.options} />
      <SelectField
        label="What you could turn into cash"
        {...field("liquidNetWorth")}
        options={LIQUID_WORTH.options}
      />
      <SelectField
        label="Where the money comes from"
        {...field("fundsSource")}
        options={FUNDS_SOURCE.options}
      />
      <SelectField label="Experience with stocks" {...field("experience")} options={EXPERIENCE.options} />
    </ChangeDialog>
  );
}
