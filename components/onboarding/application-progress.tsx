"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, CircleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { EvidenceCard } from "@/components/evidence/evidence-card";
import { QuestionThread } from "@/components/onboarding/question-thread";
import type { Application } from "@/components/onboarding/use-step-form";
import { useTRPC } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { cx } from "@/components/ui/cx";
import { LinkButton } from "@/components/ui/link-button";
import { LiveRegion } from "@/components/ui/live-region";
import { formatDateTime } from "@/domain/time/format";

/** News arrives over the live line; this catches what was missed while there was none. */
const LOOK_AGAIN_MS = 4_000;

type Stage = Application["stages"][number];

const isSettled = (application: Application): boolean =>
  application.status === "REJECTED" ||
  application.account?.status === "OPEN" ||
  application.account?.status === "CLOSED";

/** How far a submitted application is, as it happens, without reloading. */
export function ApplicationProgress({ application: initial }: { application: Application }) {
  const trpc = useTRPC();
  const router = useRouter();
  const isSecond = initial.part === "CO_OWNER";
  const again = (known: Application | null | undefined) =>
    known && isSettled(known) ? false : LOOK_AGAIN_MS;
  const first = useQuery(
    trpc.applications.mine.queryOptions(undefined, {
      initialData: isSecond ? undefined : initial,
      enabled: !isSecond,
      refetchInterval: (query) => again(query.state.data),
    }),
  );
  const second = useQuery(
    trpc.applications.joint.queryOptions(undefined, {
      initialData: isSecond ? initial : undefined,
      enabled: isSecond,
      refetchInterval: (query) => again(query.state.data),
    }),
  );
  const data = isSecond ? second.data : first.data;
  const application = data ?? initial;
  const isOpen = application.account?.status === "OPEN";
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    // The frame around the page learns of the new account.
    if (isOpen && !wasOpen.current) router.refresh();
    wasOpen.current = isOpen;
  }, [isOpen, router]);
  const latest = application.stages.filter((stage) => stage.state !== "todo").at(-1);
  return (
    <div className="grid gap-5">
      <LiveRegion message={latest?.label ?? ""} />
      {isOpen ? <WhatNext number={application.account?.number ?? ""} /> : null}
      <ol aria-label="Progress of your application" className="grid">
        {application.stages.map((stage, index) => (
          <StageRow key={stage.id} stage={stage} isLast={index === application.stages.length - 1} />
        ))}
      </ol>
      {application.part === "APPLICANT" ? (
        <QuestionThread applicationId={application.id} />
      ) : isSettled(application) ? null : (
        <EvidenceCard subjectType="APPLICATION" subjectId={application.id} part={null} title="Your papers">
          If we asked to see a paper of yours, send it here. The other owner does not see it.
        </EvidenceCard>
      )}
    </div>
  );
}

const MARK = {
  done: "bg-gain-soft text-gain",
  current: "bg-accent text-accent-ink motion-safe:animate-pulse",
  todo: "border border-line-strong text-muted",
  problem: "bg-danger-soft text-danger",
};

const STATE_WORDS = { done: "done", current: "now", todo: "to come", problem: "stopped" };

function StageRow({ stage, isLast }: { stage: Stage; isLast: boolean }) {
  return (
    <li
      className="grid grid-cols-[1.5rem_1fr] gap-x-3"
      aria-current={stage.state === "current" ? "step" : undefined}
    >
      <div className="flex flex-col items-center">
        <span
          aria-hidden
          className={cx(
            "mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full",
            MARK[stage.state],
          )}
        >
          {stage.state === "done" ? <Check size={14} strokeWidth={2.5} /> : null}
          {stage.state === "problem" ? <CircleAlert size={15} /> : null}
        </span>
        {isLast ? null : <span aria-hidden className="my-1 w-px flex-1 bg-line-strong" />}
      </div>
      <div className={cx("grid content-start gap-0.5", isLast ? "" : "pb-6")}>
        <p className={cx("text-form", stage.state === "todo" ? "text-muted" : "font-medium")}>
          {stage.label}
          <span className="sr-only">, {STATE_WORDS[stage.state]}</span>
        </p>
        {stage.at ? <p className="tabular text-small text-muted">{formatDateTime(stage.at)}</p> : null}
        {stage.detail ? <p className="text-small text-muted">{stage.detail}</p> : null}
      </div>
    </li>
  );
}

function WhatNext({ number }: { number: string }) {
  return (
    <Callout
      tone="gain"
      title={`Your account ${number} is open`}
      action={
        <>
          <LinkButton href="/transfers" variant="primary">
            Link your bank
          </LinkButton>
          <LinkButton href="/portfolio">Look around</LinkButton>
        </>
      }
    >
      Move money in, and you can trade as soon as it is usable.
    </Callout>
  );
}
