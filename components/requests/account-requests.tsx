"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CloseDialog } from "@/components/requests/close-dialog";
import type { AccountRequests } from "@/components/requests/types";
import { UpgradeDialog } from "@/components/requests/upgrade-dialog";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatusPill, type Tone } from "@/components/ui/status-pill";
import { showToast } from "@/components/ui/toast-store";
import { OPEN_REQUESTS, REQUEST_TITLES } from "@/domain/requests/request-machine";
import { formatTimestamp } from "@/domain/time/format";

type Request = AccountRequests["requests"][number];

const STATUS: Record<Request["status"], { text: string; tone: Tone }> = {
  SUBMITTED: { text: "We are looking at it", tone: "caution" },
  INSTRUCTED: { text: "At the clearing firm", tone: "caution" },
  DONE: { text: "Done", tone: "gain" },
  REJECTED: { text: "Not granted", tone: "danger" },
  REFUSED: { text: "Refused by the clearing firm", tone: "danger" },
  WITHDRAWN: { text: "Taken back", tone: "neutral" },
};

type AccountRequestsProps = {
  account: { id: string; typeTitle: string; maskedNumber: string; title: string; status: string };
  initial: AccountRequests;
};

/** One account: what it is, what may be asked for, and what was. */
export function AccountRequestsCard({ account, initial }: AccountRequestsProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.requests.ofAccount.queryOptions({ accountId: account.id }, { initialData: initial });
  const data = useQuery(options).data ?? initial;
  const [open, setOpen] = useState<"UPGRADE" | "CLOSE" | null>(null);
  const take = (changed: AccountRequests) => queries.setQueryData(options.queryKey, changed);
  const waits = (kind: Request["kind"]) =>
    data.requests.some(
      (request) => request.kind === kind && OPEN_REQUESTS.some((status) => status === request.status),
    );
  const isClosed = account.status === "CLOSED";
  const done = (changed: AccountRequests) => {
    take(changed);
    setOpen(null);
    showToast({
      tone: "gain",
      title: "We have your request",
      description: "You get a message when it is done.",
    });
  };
  return (
    <Card
      title={
        <>
          {account.typeTitle} <span className="tabular font-normal text-muted">{account.maskedNumber}</span>
        </>
      }
    >
      <div className="grid gap-4">
        <p className="text-base text-muted">
          {isClosed ? "This account is closed. Its papers stay under Documents." : account.title}
        </p>
        {data.requests.length > 0 ? <RequestList requests={data.requests} onTaken={take} /> : null}
        {isClosed ? null : (
          <div className="flex flex-wrap gap-2">
            {data.upgradeObstacle === null && !waits("MARGIN_UPGRADE") ? (
              <Button onClick={() => setOpen("UPGRADE")}>Upgrade to margin</Button>
            ) : null}
            {waits("CLOSE_ACCOUNT") ? null : (
              <Button variant="danger" onClick={() => setOpen("CLOSE")}>
                Close this account
              </Button>
            )}
          </div>
        )}
      </div>
      {open === "UPGRADE" ? (
        <UpgradeDialog accountId={account.id} type={data.type} onClose={() => setOpen(null)} onAsked={done} />
      ) : null}
      {open === "CLOSE" ? (
        <CloseDialog
          accountId={account.id}
          obstacles={data.closingObstacles}
          onClose={() => setOpen(null)}
          onAsked={done}
        />
      ) : null}
    </Card>
  );
}

type RequestListProps = { requests: readonly Request[]; onTaken: (changed: AccountRequests) => void };

function RequestList({ requests, onTaken }: RequestListProps) {
  const trpc = useTRPC();
  const withdraw = useMutation(trpc.requests.withdraw.mutationOptions({ onSuccess: onTaken }));
  return (
    <ul aria-label="What you asked for" className="divide-y divide-line border-y border-line">
      {requests.map((request) => (
        <li key={request.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
          <div className="min-w-0">
            <p className="text-base font-medium">{REQUEST_TITLES[request.kind]}</p>
            <p className="text-small text-muted">
              Asked {formatTimestamp(request.askedAt)}
              {request.refusal ? ` · ${request.refusal}` : ""}
            </p>
          </div>
          <div className="flex items-center gap-2">
            <StatusPill tone={STATUS[request.status].tone}>{STATUS[request.status].text}</StatusPill>
            {request.status === "SUBMITTED" ? (
              <Button
                size="sm"
                isPending={withdraw.isPending}
                onClick={() => withdraw.mutate({ requestId: request.id })}
              >
                Take back
              </Button>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
