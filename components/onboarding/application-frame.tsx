import type { ReactNode } from "react";
import type { Application } from "@/components/onboarding/use-step-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { type Step, Stepper } from "@/components/ui/stepper";
import type { StepId } from "@/domain/onboarding/account-types";

type Place = StepId | "review";

type AnyStep = Application["steps"][number];

function stateOf(step: AnyStep, current: Place): Step["state"] {
  if (step.id === current) return "current";
  if (step.isWaiting) return "waiting";
  if (step.problem) return "problem";
  return step.isDone ? "done" : "todo";
}

function stepsOf(application: Application, current: Place): Step[] {
  const steps: Step[] = application.steps.map((step) => ({
    id: step.id,
    label: step.title,
    state: stateOf(step, current),
    href: step.id === current ? undefined : `${application.path}/${step.id}`,
  }));
  const review: Step = {
    id: "review",
    label: application.part === "CO_OWNER" ? "Review" : "Review and submit",
    state: current === "review" ? "current" : "todo",
    href:
      current === "review" || application.nextStep !== "review" ? undefined : `${application.path}/review`,
  };
  return [...steps, review];
}

const aboutOf = ({ number, accountTypeTitle, firstOwner }: Application): string =>
  `Application ${number} · ${accountTypeTitle}${firstOwner ? ` · with ${firstOwner.name}` : ""}`;

type ApplicationFrameProps = {
  application: Application;
  current: Place;
  title: string;
  description: string;
  children: ReactNode;
};

/** One step of the way: where one stands on the left, one thing to do on the right. */
export function ApplicationFrame({
  application,
  current,
  title,
  description,
  children,
}: ApplicationFrameProps) {
  return (
    <div className="mx-auto w-full max-w-[58rem]">
      <PageHeader
        title={application.part === "CO_OWNER" ? "Your part of a joint account" : "Open an account"}
        description={aboutOf(application)}
      />
      <div className="grid gap-6 md:grid-cols-[13rem_minmax(0,1fr)] md:gap-8">
        <Stepper label="Steps of the application" steps={stepsOf(application, current)} />
        <Card>
          <div className="grid gap-1 pb-5">
            <h2 className="text-title">{title}</h2>
            <p className="text-base text-muted">{description}</p>
          </div>
          {children}
        </Card>
      </div>
    </div>
  );
}
