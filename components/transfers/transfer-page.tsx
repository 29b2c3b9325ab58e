"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { formatBankDay } from "@/domain/funding/bank-day";
import { formatUsd } from "@/domain/money/format";
import { formatTimestamp } from "@/domain/time/format";
import { isUnanswered, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import {
  isUnderWay,
  moneyTrack,
  transferName,
  transferStatusWords,
} from "@/components/transfers/money-track";
import { MoneyTrackView } from "@/components/transfers/money-track-view";
import { endOf } from "@/components/transfers/transfer-list";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { StatusPill } from "@/components/ui/status-pill";
import { showToast } from "@/components/ui/toast-store";

type OneTransfer = Outputs["funding"]["transfer"];

const SOON_MS = 3_000;

/** One movement of money: who has it, what comes next, when it is usable, and what happened so far. */
export function TransferPage({ initial }: { initial: OneTransfer }) {
  const trpc = useTRPC();
  const transfer = useQuery({
    ...trpc.funding.transfer.queryOptions({ transferId: initial.id }),
    initialData: initial,
    refetchInterval: (query) => (query.state.data && isUnderWay(query.state.data) ? SOON_MS : false),
  }).data;
  const name = transferName(transfer);
  const { text, tone } = transferStatusWords(transfer.status);
  return (
    <>
      <PageHeader
        title={`${name} of ${formatUsd(transfer.amount)}`}
        description={endOf(transfer)}
        aside={<StatusPill tone={tone}>{text}</StatusPill>}
        back={{ href: `/transfers?account=${transfer.accountId}`, label: "Transfers" }}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-4">
          <Card title="Where the money is">
            <div className="grid gap-4">
              <div className="grid gap-1.5">
                <p className="text-base font-medium">{transfer.heldBy}</p>
                {transfer.next ? <p className="text-base text-muted">{transfer.next}</p> : null}
                {transfer.returnMeaning ? (
                  <p className="text-base text-danger">
                    {transfer.returnCode}: {transfer.returnMeaning}
                  </p>
                ) : null}
              </div>
              <MoneyTrackView
                label={`Way of this ${name.toLowerCase()}`}
                stops={moneyTrack(transfer, transfer.today)}
              />
              <Cancel transfer={transfer} />
            </div>
          </Card>
          <Card title="What happened so far">
            <Timeline lines={transfer.timeline} />
          </Card>
        </div>
        <Card title="Particulars">
          <DescriptionList columns={1} items={particulars(transfer)} />
        </Card>
      </div>
    </>
  );
}

function particulars(transfer: OneTransfer): { term: string; detail: string }[] {
  const day = (term: string, date: string | null) => (date ? [{ term, detail: formatBankDay(date) }] : []);
  const isComing = transfer.direction === "DEPOSIT";
  const isReleased = !["CALLBACK", "APPROVAL", "DECLINED", "CANCELED", "REFUSED"].includes(transfer.status);
  return [
    { term: "Amount", detail: formatUsd(transfer.amount) },
    ...(transfer.fee === "0.00" ? [] : [{ term: "Fee", detail: formatUsd(transfer.fee) }]),
    { term: isComing ? "From" : "To", detail: endOf(transfer).replace(/^(From|To) /, "") },
    { term: "Asked for", detail: formatTimestamp(transfer.requestedAt) },
    ...(isReleased ? day(isComing ? "At the clearing firm" : "Leaves", transfer.settlesOn) : []),
    ...(isComing ? day("Usable for trading", transfer.tradableOn) : []),
    ...(isComing ? day("May be withdrawn", transfer.withdrawableOn) : []),
  ];
}

function Timeline({ lines }: { lines: OneTransfer["timeline"] }) {
  return (
    <ol aria-label="Timeline" className="grid gap-3 text-base">
      {lines.map((line, index) => (
        // By place: the timeline only ever grows at its end.
        <li key={index} className="grid gap-x-4 md:grid-cols-[12rem_1fr]">
          <time dateTime={line.at} className="tabular text-small leading-6 text-muted">
            {formatTimestamp(line.at)}
          </time>
          <span>{line.note}</span>
        </li>
      ))}
    </ol>
  );
}

function Cancel({ transfer }: { transfer: OneTransfer }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cancel = useMutation(
    trpc.funding.cancel.mutationOptions({
      onSuccess: (after) =>
        showToast({
          tone: "gain",
          title: after.status === "CANCELED" ? "Cancelled" : "The clearing firm is asked to stop it",
        }),
      onSettled: () => queryClient.invalidateQueries(trpc.funding.pathFilter()),
    }),
  );
  if (transfer.isCancelAsked)
    return (
      <Callout title="You asked to cancel this" isLive>
        The clearing firm is asked whether it can still stop it.
      </Callout>
    );
  if (!transfer.cancel) return null;
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      {cancel.error ? (
        <Callout tone="danger" title="It was not cancelled" isLive>
          {isUnanswered(cancel.error)
            ? "No answer came. Please press the button again."
            : cancel.error.message}
        </Callout>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          isPending={cancel.isPending}
          onClick={() => {
            if (!cancel.isPending) cancel.mutate({ transferId: transfer.id });
          }}
        >
          Cancel this transfer
        </Button>
        <p className="text-small text-muted">
          {transfer.cancel === "AT_ONCE"
            ? "Nothing has left yet: it ends at once."
            : "Possible until the clearing firm has sent it, on the day it was asked for."}
        </p>
      </div>
    </div>
  );
}
