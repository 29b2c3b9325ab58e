"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatDate, formatMonth, formatTimestamp } from "@/domain/time/format";

type Desk = Outputs["clearing"]["desk"];

const count = (value: number): string => value.toLocaleString("en-US");

/** What the last day's end has left to do. */
export function PapersCard({ desk, canAct }: { desk: Desk; canAct: boolean }) {
  const { papers, lastImport, awaiting, openBreaks, run } = desk;
  return (
    <Card title="End of day">
      <div className="grid gap-4">
        <DescriptionList
          items={[
            {
              term: "Books imported to",
              detail: lastImport ? formatDate(lastImport) : "No day yet",
              note: awaiting
                ? `Those of ${formatDate(awaiting)} are on their way.`
                : "The carrying firm's books are the official ones.",
            },
            {
              term: "Open breaks",
              detail: count(openBreaks),
              note:
                openBreaks === 0
                  ? "Our books equal the carrying firm's."
                  : "Differences that nobody has explained yet.",
            },
          ]}
        />
        {run ? <Run run={run} /> : null}
        {papers.monthEnd ? <MonthEnd monthEnd={papers.monthEnd} /> : null}
        <Printing waiting={papers.waiting} isComing={awaiting !== null} />
        {papers.heldBack > 0 ? <HeldBack papers={papers} /> : null}
        {papers.failed > 0 ? (
          <Callout
            tone="danger"
            title={`${count(papers.failed)} ${papers.failed === 1 ? "paper" : "papers"} could not be made`}
            action={canAct ? <RetryPapers /> : undefined}
          >
            Each was tried five times. The oldest failed because {papers.reason}.
          </Callout>
        ) : null}
      </div>
    </Card>
  );
}

type Papers = Desk["papers"];

/** How many of the latest month's statements are made. */
function MonthEnd({ monthEnd }: { monthEnd: NonNullable<Papers["monthEnd"]> }) {
  const { month, done, total } = monthEnd;
  return (
    <ProgressBar
      label={`Statements for ${formatMonth(month)}`}
      value={done}
      max={total}
      tone={done === total ? "gain" : "accent"}
      detail={`${count(done)} of ${count(total)} made`}
    />
  );
}

/** Statements that are not made as long as the books of their account are in doubt. */
function HeldBack({ papers }: { papers: Papers }) {
  const more = papers.heldBack - papers.heldBackFirst.length;
  return (
    <Callout
      tone="caution"
      title={`${count(papers.heldBack)} ${papers.heldBack === 1 ? "statement waits" : "statements wait"} for open breaks`}
    >
      <ul>
        {papers.heldBackFirst.map(({ accountId, accountNumber, month, reason }) => (
          <li key={`${accountId} ${month}`}>
            {accountNumber}, {formatMonth(month)}: {reason}
          </li>
        ))}
      </ul>
      {more > 0 ? `And ${count(more)} more. ` : ""}Each is made by itself once its breaks are resolved.
    </Callout>
  );
}

function RetryPapers() {
  const trpc = useTRPC();
  const router = useRouter();
  const retry = useMutation(
    trpc.documents.retryPapers.mutationOptions({ onSuccess: () => router.refresh() }),
  );
  return (
    <Button size="sm" isPending={retry.isPending} onClick={() => retry.mutate()}>
      Try them again
    </Button>
  );
}

const STEP_WORDS: Record<string, string> = {
  TAPE: "Trading",
  CAPTURE: "Late trades",
  SETTLE: "Settlement",
  LOTS: "Tax lots",
  MARGIN: "Margin and interest",
  FILES: "Files",
  CLOCK: "Next session",
  IMPORT: "Our import",
};

/** Steps that wait for somebody: a clock that was stopped at the close begins no session. */
const WAITING_WORDS: Record<string, string> = { CLOCK: "the next session begins when the clock goes on" };

/** How far the latest day's end has come: steps done of all, and when. */
function Run({ run }: { run: NonNullable<Desk["run"]> }) {
  const done = run.steps.filter((step) => step.doneAt !== null);
  const next = run.steps.find((step) => step.doneAt === null);
  const latest = Math.max(...done.map((step) => step.doneAt ?? 0));
  const state = next
    ? (WAITING_WORDS[next.step] ?? `next: ${STEP_WORDS[next.step] ?? next.step}`)
    : `${formatTimestamp(latest)} by the wall clock`;
  return (
    <ProgressBar
      label={`End of ${formatDate(run.businessDate)}`}
      value={done.length}
      max={run.steps.length}
      tone={next ? "accent" : "gain"}
      detail={`${done.length} of ${run.steps.length} steps; ${state}`}
    />
  );
}

/** The most that waited since there was last nothing to print is the whole of which this is a part. */
function Printing({ waiting, isComing }: { waiting: number; isComing: boolean }) {
  const [whole, setWhole] = useState(waiting);
  const grown = waiting === 0 ? 0 : Math.max(whole, waiting);
  if (grown !== whole) setWhole(grown);
  if (waiting === 0) {
    return (
      <p className="text-small text-muted">
        {isComing
          ? "Confirmations and statements follow the books."
          : "All statements and confirmations are made."}
      </p>
    );
  }
  const total = Math.max(whole, waiting);
  return (
    <ProgressBar
      label="Making statements and confirmations"
      value={total - waiting}
      max={total}
      detail={`${count(waiting)} to go`}
    />
  );
}
