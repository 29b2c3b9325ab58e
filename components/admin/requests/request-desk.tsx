"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { fieldMessage, isUnanswered, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Form } from "@/components/ui/form";
import { StatusPill } from "@/components/ui/status-pill";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextLink } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast-store";
import { REQUEST_TITLES } from "@/domain/requests/request-machine";
import { formatAge, formatDateTime } from "@/domain/time/format";

type Queue = Outputs["requestDesk"]["queue"];
type Request = Queue["requests"][number];
type Decision = "approve" | "reject";

const WORDS: Record<Request["kind"], Record<Decision, string>> = {
  MARGIN_UPGRADE: { approve: "Approve the upgrade", reject: "Reject" },
  CLOSE_ACCOUNT: { approve: "Close the account", reject: "Reject" },
  ADDRESS_DISPUTE: { approve: "The change was right", reject: "Void the change" },
};
const MEANS: Record<Request["kind"], Record<Decision, string>> = {
  MARGIN_UPGRADE: {
    approve: "The clearing firm is asked to make it a margin account. It may lend as soon as it answers.",
    reject: "The customer is told that it is not granted.",
  },
  CLOSE_ACCOUNT: {
    approve: "The account takes no new business, and the clearing firm is asked to close it for good.",
    reject: "The account stays open; the customer is told.",
  },
  ADDRESS_DISPUTE: {
    approve: "The customer told you on the telephone that the new address is right: it counts from now on.",
    reject: "The customer told you that it was not them: the change is void and the old address counts.",
  },
};

/** What customers ask for after opening, the longest waiting first. */
export function RequestDesk({ initial, show }: { initial: Queue; show: "WAITING" | "DECIDED" }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.requestDesk.queue.queryOptions({ show }, { initialData: initial }));
  const requests = (data ?? initial).requests;
  if (requests.length === 0)
    return (
      <Card>
        <EmptyState icon={<Inbox size={20} />} title={show === "WAITING" ? "Nobody waits" : "None yet"}>
          Upgrades to margin, accounts to be closed and disputed changes of address come here.
        </EmptyState>
      </Card>
    );
  return (
    <ul aria-label="Requests" className="grid gap-3">
      {requests.map((request) => (
        <li key={request.id}>
          <RequestCard request={request} />
        </li>
      ))}
    </ul>
  );
}

function RequestCard({ request }: { request: Request }) {
  const [asking, setAsking] = useState<Decision | null>(null);
  const { account, customer, decision } = request;
  const isWaiting = request.status === "SUBMITTED";
  return (
    <Card
      title={REQUEST_TITLES[request.kind]}
      aside={
        <StatusPill tone={isWaiting ? "caution" : "neutral"}>
          {isWaiting ? `Waiting ${formatAge(request.waitedMs)}` : request.status.toLowerCase()}
        </StatusPill>
      }
    >
      <div className="grid gap-3">
        <p className="text-base">
          {customer.name} <span className="text-muted wrap-anywhere">· {customer.email}</span>
          {account ? (
            <>
              {" · "}
              <TextLink href={`/admin/accounts/${account.id}`}>{account.number ?? account.title}</TextLink>
              <span className="text-muted"> {account.typeTitle}</span>
            </>
          ) : null}
        </p>
        {request.facts.length > 0 ? (
          <DescriptionList
            columns={3}
            items={request.facts.map(({ name, value }) => ({ term: name, detail: value }))}
          />
        ) : null}
        {decision ? (
          <p className="text-small text-muted">
            {decision.by}, {formatDateTime(decision.at)}: &ldquo;{decision.reason}&rdquo;
          </p>
        ) : null}
        {request.cannotDecide ? <p className="text-small text-muted">{request.cannotDecide}</p> : null}
        {isWaiting && !request.cannotDecide ? (
          <div className="flex flex-wrap gap-2">
            {(["approve", "reject"] as const).map((choice) => (
              <Button
                key={choice}
                variant={choice === "approve" ? "primary" : "danger"}
                onClick={() => setAsking(choice)}
              >
                {WORDS[request.kind][choice]}
                <span className="sr-only"> of {customer.name}</span>
              </Button>
            ))}
          </div>
        ) : null}
      </div>
      {asking ? <DecideDialog request={request} decision={asking} onClose={() => setAsking(null)} /> : null}
    </Card>
  );
}

type DecideDialogProps = { request: Request; decision: Decision; onClose: () => void };

function DecideDialog({ request, decision, onClose }: DecideDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const formId = useId();
  const [reason, setReason] = useState("");
  const decide = useMutation(
    trpc.requestDesk.decide.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries({ queryKey: trpc.requestDesk.pathKey() });
        showToast({ tone: "gain", title: `Decided: ${WORDS[request.kind][decision].toLowerCase()}` });
        onClose();
      },
    }),
  );
  const reasonError = fieldMessage(decide.error, "reason");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!decide.isPending) decide.mutate({ requestId: request.id, decision, reason });
  }
  return (
    <Dialog
      title={`${WORDS[request.kind][decision]}?`}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button
            type="submit"
            form={formId}
            variant={decision === "approve" ? "primary" : "danger"}
            isPending={decide.isPending}
          >
            {WORDS[request.kind][decision]}
          </Button>
        </>
      }
    >
      <Form id={formId} className="grid gap-4" onSubmit={submit}>
        <p className="text-base text-muted">{MEANS[request.kind][decision]}</p>
        {decide.error && !reasonError ? (
          <Callout tone="danger" title="Nothing was decided" isLive>
            {isUnanswered(decide.error) ? "No answer came. Reload the page to see." : decide.error.message}
          </Callout>
        ) : null}
        <TextAreaField
          label="Reason"
          description="For the record: what you looked at, whom you spoke with, and why you decide so."
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={1000}
          autoFocus
          error={reasonError}
        />
      </Form>
    </Dialog>
  );
}
