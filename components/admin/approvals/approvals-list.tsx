"use client";

import { useMutation } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ReasonDialog } from "@/components/admin/desk/reason-dialog";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusPill, type Tone } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast-store";
import { formatTimestamp } from "@/domain/time/format";

type Approval = Outputs["approvals"]["list"][number];
type Answer = "approve" | "reject" | "withdraw";

const TONES: Record<Approval["status"], { tone: Tone; label: string }> = {
  PROPOSED: { tone: "caution", label: "Waits" },
  APPROVED: { tone: "gain", label: "Approved" },
  REJECTED: { tone: "danger", label: "Rejected" },
  WITHDRAWN: { tone: "neutral", label: "Withdrawn" },
};
const WORDS: Record<Answer, { title: string; button: string }> = {
  approve: { title: "Approve", button: "Approve it" },
  reject: { title: "Reject", button: "Reject it" },
  withdraw: { title: "Withdraw", button: "Take it back" },
};
const HREFS: Readonly<Record<string, (id: string) => string>> = {
  application: (id) => `/admin/applications/${id}`,
  account: (id) => `/admin/accounts/${id}`,
  place: () => "/admin/screening",
};

/** "maxShares" -> "Max shares" */
const words = (name: string): string => {
  const text = name.replace(/([A-Z])/g, " $1").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** Proposals, each with what it would do and what the reader may say to it. */
export function ApprovalsList({ approvals, isOpen }: { approvals: readonly Approval[]; isOpen: boolean }) {
  if (approvals.length === 0)
    return (
      <Card padding="none">
        <EmptyState icon={<ShieldCheck size={20} />} title={isOpen ? "Nothing waits" : "None yet"}>
          What one of the staff proposes and another must approve appears here: limits of accounts, tax ids,
          where we do business, large withdrawals, and lost second factors.
        </EmptyState>
      </Card>
    );
  return (
    <ul aria-label="Proposals" className="grid gap-4">
      {approvals.map((approval) => (
        <li key={approval.id}>
          <ApprovalCard approval={approval} />
        </li>
      ))}
    </ul>
  );
}

function ApprovalCard({ approval }: { approval: Approval }) {
  const [asking, setAsking] = useState<Answer | null>(null);
  const { tone, label } = TONES[approval.status];
  const href = HREFS[approval.subjectType]?.(approval.subjectId);
  return (
    <Card title={approval.title} aside={<StatusPill tone={tone}>{label}</StatusPill>}>
      <div className="grid gap-3">
        <p className="text-base whitespace-pre-line wrap-anywhere">{approval.reason}</p>
        <dl className="grid gap-x-6 gap-y-2 text-small sm:grid-cols-3 lg:grid-cols-4">
          {approval.payload.map((item) => (
            <div key={item.name} className="min-w-0">
              <dt className="text-label text-muted">{words(item.name)}</dt>
              <dd className="tabular wrap-anywhere">{item.value}</dd>
            </div>
          ))}
        </dl>
        <p className="text-label text-muted wrap-anywhere">
          Proposed by {approval.proposedBy}, {formatTimestamp(approval.proposedAt)}
          {approval.approvalsNeeded > 1
            ? ` · ${approval.approvedBy.length} of ${approval.approvalsNeeded} have approved`
            : ""}
          {approval.decision
            ? ` · ${label.toLowerCase()} by ${approval.decision.by}, ${formatTimestamp(approval.decision.at)}: “${approval.decision.reason}”`
            : ""}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          {approval.may.approve ? (
            <Button size="sm" variant="primary" onClick={() => setAsking("approve")}>
              Approve
            </Button>
          ) : null}
          {approval.may.reject ? (
            <Button size="sm" variant="danger" onClick={() => setAsking("reject")}>
              Reject
            </Button>
          ) : null}
          {approval.may.withdraw ? (
            <Button size="sm" onClick={() => setAsking("withdraw")}>
              Withdraw
            </Button>
          ) : null}
          {approval.may.withdraw ? (
            <span className="text-label text-muted">Somebody else must approve what you have proposed.</span>
          ) : null}
          {href ? <TextLink href={href}>See what it is about</TextLink> : null}
        </div>
      </div>
      {asking ? <AnswerDialog approval={approval} answer={asking} onClose={() => setAsking(null)} /> : null}
    </Card>
  );
}

function AnswerDialog({
  approval,
  answer,
  onClose,
}: {
  approval: Approval;
  answer: Answer;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const decide = useMutation(
    trpc.approvals.decide.mutationOptions({
      onSuccess({ status }) {
        showToast({ tone: "gain", title: `${approval.title}: ${TONES[status].label.toLowerCase()}` });
        onClose();
        router.refresh();
      },
    }),
  );
  const { title, button } = WORDS[answer];
  return (
    <ReasonDialog
      title={`${title}: ${approval.title.toLowerCase()}?`}
      button={button}
      isDanger={answer === "reject"}
      error={decide.error}
      isPending={decide.isPending}
      onSubmit={(reason) => decide.mutate({ approvalId: approval.id, answer, reason })}
      onClose={onClose}
    />
  );
}
