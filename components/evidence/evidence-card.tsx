"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { DropZone } from "@/components/evidence/drop-zone";
import { type Paper, PaperList } from "@/components/evidence/paper-list";
import { type SentFile, useSending } from "@/components/evidence/use-sending";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { LiveRegion } from "@/components/ui/live-region";
import { ProgressBar } from "@/components/ui/progress-bar";
import { SelectField } from "@/components/ui/select-field";
import {
  EVIDENCE_KINDS,
  EVIDENCE_TITLES,
  type EvidenceKind,
  type EvidenceSubject,
  MAX_PAPER_BYTES,
  MAX_PAPERS,
} from "@/domain/evidence/kinds";

type Evidence = Outputs["evidence"]["list"];

type EvidenceCardProps = EvidenceSubject & {
  title?: string;
  /** What is asked for, and why. */
  children?: ReactNode;
  /** The kinds that make sense here; the first is chosen when it is the only one. */
  kinds?: readonly EvidenceKind[];
  /** What the page brought along. */
  initial?: Evidence;
};

const LIMITS = `JPEG, PNG, WebP or PDF, ${MAX_PAPER_BYTES / 1024 / 1024} MB each, ${MAX_PAPERS} at most. We keep a copy without the place where it was taken, encrypted; only you and our reviewers can open it.`;

/** The papers of one's own application or account: what is there, and the way to send more. */
export function EvidenceCard({
  subjectType,
  subjectId,
  part,
  title = "Papers",
  children,
  kinds = EVIDENCE_KINDS,
  initial,
}: EvidenceCardProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const limitsId = useId();
  const subject = { subjectType, subjectId, part };
  const query = useQuery(trpc.evidence.list.queryOptions(subject, initial ? { initialData: initial } : {}));
  const [kind, setKind] = useState<EvidenceKind | null>(kinds.length === 1 ? (kinds[0] ?? null) : null);
  const [needsKind, setNeedsKind] = useState(false);
  const [said, setSaid] = useState("");
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.evidence.list.pathKey() });
  const sending = useSending(subject, (name) => {
    setSaid(`${name} was checked and stored.`);
    return refresh();
  });
  const [removing, setRemoving] = useState<Paper | null>(null);
  const evidence = query.data;

  function send(files: File[]) {
    if (!kind) setNeedsKind(true);
    else if (files.length > 0) sending.send(files, kind);
  }
  return (
    <Card title={title}>
      <div className="grid gap-4">
        {children ? <div className="text-base text-muted">{children}</div> : null}
        {evidence && evidence.papers.length > 0 ? (
          <PaperList papers={evidence.papers} onRemove={evidence.canRemove ? setRemoving : undefined} />
        ) : null}
        {sending.files.map((file) => (
          <OnItsWay key={file.id} file={file} onDismiss={() => sending.drop(file.id)} />
        ))}
        {evidence && evidence.room > 0 ? (
          <div className="grid gap-3">
            {kinds.length > 1 ? (
              <SelectField
                label="What is it?"
                value={kind}
                onChange={(value) => {
                  setKind(value as EvidenceKind);
                  setNeedsKind(false);
                }}
                error={needsKind ? "Please say first what kind of paper it is." : undefined}
                options={kinds.map((value) => ({ value, label: EVIDENCE_TITLES[value] }))}
              />
            ) : null}
            <DropZone onFiles={send} describedBy={limitsId} />
            <p id={limitsId} className="text-small text-muted">
              {LIMITS}
            </p>
          </div>
        ) : null}
        {evidence && evidence.room === 0 && evidence.papers.length >= MAX_PAPERS ? (
          <p className="text-small text-muted">There are {MAX_PAPERS} papers, which is the most.</p>
        ) : null}
        <LiveRegion message={said} />
      </div>
      {removing ? (
        <RemoveDialog paper={removing} onClose={() => setRemoving(null)} onRemoved={refresh} />
      ) : null}
    </Card>
  );
}

function OnItsWay({ file, onDismiss }: { file: SentFile; onDismiss: () => void }) {
  if (file.problem !== null)
    return (
      <Callout
        tone="danger"
        title={`${file.name} was not taken`}
        isLive
        action={
          <Button size="sm" onClick={onDismiss}>
            All right
          </Button>
        }
      >
        {file.problem}
      </Callout>
    );
  const isSent = file.share >= 1;
  return (
    <ProgressBar
      label={file.name}
      value={isSent ? undefined : file.share * 100}
      detail={isSent ? "being checked" : `${Math.floor(file.share * 100)}% sent`}
    />
  );
}

type RemoveDialogProps = { paper: Paper; onClose: () => void; onRemoved: () => Promise<unknown> };

function RemoveDialog({ paper, onClose, onRemoved }: RemoveDialogProps) {
  const trpc = useTRPC();
  const remove = useMutation(
    trpc.evidence.remove.mutationOptions({
      async onSuccess() {
        await onRemoved();
        onClose();
      },
    }),
  );
  return (
    <Dialog
      title="Take this paper back?"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="danger"
            isPending={remove.isPending}
            onClick={() => remove.mutate({ evidenceId: paper.id })}
          >
            Take it back
          </Button>
        </>
      }
    >
      <div className="grid gap-3 text-base">
        <p>
          {EVIDENCE_TITLES[paper.kind]}, <span className="wrap-anywhere">{paper.fileName}</span>: we delete
          our copy. You can send another.
        </p>
        {remove.error ? (
          <Callout tone="danger" title="It was not taken back" isLive>
            {remove.error.message}
          </Callout>
        ) : null}
      </div>
    </Dialog>
  );
}
