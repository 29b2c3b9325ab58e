import { Check, CircleAlert, Hourglass } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { ProgressBar } from "@/components/ui/progress-bar";

export type Step = {
  id: string;
  label: string;
  state: "done" | "current" | "todo" | "problem" | "waiting";
  /** Steps that can be gone back to. */
  href?: string;
};

const STATE_WORDS = {
  done: "done",
  current: "now",
  todo: "to come",
  problem: "needs attention",
  waiting: "waits for somebody else",
};

const ROW = {
  done: "text-muted",
  current: "bg-tint font-medium text-ink",
  todo: "text-muted",
  problem: "text-danger",
  waiting: "text-caution",
};

/** The way through a long form. A column on a desk; on a phone the one step, how many there are, and the list to open. */
export function Stepper({ label, steps }: { label: string; steps: readonly Step[] }) {
  const at = steps.findIndex((step) => step.state === "current");
  const current = steps[at];
  const done = steps.filter((step) => step.state === "done").length;
  return (
    <nav aria-label={label}>
      <div className="md:hidden">
        <ProgressBar
          label={current ? `Step ${at + 1} of ${steps.length}: ${current.label}` : label}
          value={done}
          max={steps.length}
          detail={`${done} done`}
        />
        <details className="mt-2">
          <summary className="flex min-h-11 cursor-pointer items-center text-base text-accent">
            All steps
          </summary>
          <StepList steps={steps} />
        </details>
      </div>
      <div className="max-md:hidden">
        <StepList steps={steps} />
      </div>
    </nav>
  );
}

function StepList({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="grid gap-0.5">
      {steps.map((step, index) => (
        <li key={step.id} aria-current={step.state === "current" ? "step" : undefined}>
          <StepRow step={step}>
            <StepMark state={step.state} number={index + 1} />
            <span className="min-w-0">
              {step.label}
              <span className="sr-only">, {STATE_WORDS[step.state]}</span>
            </span>
          </StepRow>
        </li>
      ))}
    </ol>
  );
}

function StepRow({ step, children }: { step: Step; children: ReactNode }) {
  const className = cx(
    "flex min-h-11 items-center gap-3 rounded-control px-2 py-1.5 text-base md:min-h-9",
    ROW[step.state],
    step.href && "hover:bg-tint",
  );
  if (!step.href) return <div className={className}>{children}</div>;
  return (
    <Link href={step.href} className={className}>
      {children}
    </Link>
  );
}

function StepMark({ state, number }: { state: Step["state"]; number: number }) {
  if (state === "problem") return <CircleAlert aria-hidden size={20} className="shrink-0" />;
  if (state === "waiting") return <Hourglass aria-hidden size={18} className="mx-px shrink-0" />;
  return (
    <span
      aria-hidden
      className={cx(
        "tabular flex size-5 shrink-0 items-center justify-center rounded-full text-[0.6875rem] font-medium",
        state === "done" && "bg-gain-soft text-gain",
        state === "current" && "bg-accent text-accent-ink",
        state === "todo" && "border border-line-strong text-muted",
      )}
    >
      {state === "done" ? <Check size={13} strokeWidth={2.5} /> : number}
    </span>
  );
}
