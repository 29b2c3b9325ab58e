"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { errorsOfAnswer, type FormState, useForm } from "@/components/forms/use-form";
import { type Inputs, isUnanswered, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import type { StepId } from "@/domain/onboarding/account-types";

export type Application = NonNullable<Outputs["applications"]["mine"]>;

export type StepForm<Values> = FormState<Values> & {
  isPending: boolean;
  /** What went wrong beside the single fields. */
  problem: string | null;
  /** The page is older than the draft: what to do about it. */
  isStale: boolean;
};

/**
 * A step's form: checked by the step's own schema, saved to the draft, and then on to the first step that is not
 * done. `toAnswers` makes the answers of what was typed.
 */
export function useStepForm<Values extends object>(
  application: Application,
  step: StepId,
  form: { initial: Values; toAnswers: (values: Values) => unknown },
): StepForm<Values> {
  const trpc = useTRPC();
  const router = useRouter();
  const save = useMutation(
    trpc.applications.saveStep.mutationOptions({
      onSuccess: (saved) => router.push(`${saved.path}/${saved.nextStep}`),
      onError: (error) => state.showErrors(errorsOfAnswer(error, "answers.")),
    }),
  );
  const state = useForm({
    initial: form.initial,
    toInput: form.toAnswers,
    schema: async () => (await import("@/domain/onboarding/steps")).STEP_SCHEMAS[step],
    onValid(values) {
      const input = {
        applicationId: application.id,
        version: application.version,
        step,
        answers: form.toAnswers(values),
      };
      // The schema of this very step has just taken the answers.
      if (!save.isPending) save.mutate(input as Inputs["applications"]["saveStep"]);
    },
  });
  const isFieldError = Object.keys(state.errors).length > 0;
  const problem = isUnanswered(save.error)
    ? "No answer came. Please try again: nothing is saved twice."
    : save.error?.message;
  return {
    ...state,
    isPending: save.isPending || save.isSuccess,
    isStale: save.error?.data?.app.code === "CONFLICT",
    problem: isFieldError ? null : (problem ?? null),
  };
}
