"use client";

import { useState } from "react";
import type { Outputs } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatDate } from "@/domain/time/format";

type Desk = Outputs["clearing"]["desk"];

const count = (value: number): string => value.toLocaleString("en-US");

/** What the last day's end has left to do. */
export function PapersCard({ desk }: { desk: Desk }) {
  const { papers, lastImport, awaiting, openBreaks } = desk;
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
        <Printing waiting={papers.waiting} isComing={awaiting !== null} />
        {papers.failed > 0 ? (
          <Callout
            tone="danger"
            title={`${count(papers.failed)} ${papers.failed === 1 ? "paper" : "papers"} could not be made`}
          >
            Each was tried five times. The oldest failed because {papers.reason}.
          </Callout>
        ) : null}
      </div>
    </Card>
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
