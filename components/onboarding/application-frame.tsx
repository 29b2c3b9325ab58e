import type { ReactNode } from "react";
import type { Application } from "@/components/onboarding/use-step-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { type Step, Stepper } from "@/components/ui/stepper";
import type { StepId } from "@/domain/onboarding/account-types";

type Place = StepId | "review";

function stepsOf(application: Application, current: Place): Step[] {
  const steps: Step[] = application.steps.map((step) => ({
    id: step.id,
    label: step.title,
    state: step.id === current ? "current" : step.problem ? "problem" : step.isDone ? "done" : "todo",
    // The kind of account is chosen once; every other step can be gone back to.
    href: step.id === current || step.id === "account-type" ? undefined : `/open-account/${step.id}`,
  }));
  const review: Step = {
    id: "review",
    label: "Review and submit",
    state: current === "review" ? "current" : "todo",
    href: current === "review" || application.nextStep !== "review" ? undefined : "/open-account/review",
  };
  return [...steps, review];
}

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
        title="Open an account"
        description={`Application ${application.number} · ${application.accountTypeTitle}`}
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
