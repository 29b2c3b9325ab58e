"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { formatUsd } from "@/domain/money/format";
import { formatDateTime } from "@/domain/time/format";
import { CallbackForm } from "@/components/admin/money/callback-form";
import { DecideForm } from "@/components/admin/money/decide-form";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";
import { Dialog } from "@/components/ui/dialog";
import { SkeletonText } from "@/components/ui/skeleton";

type Detail = Outputs["funding"]["deskTransfer"];

/** One movement for the staff: who asks for what, what was said on the phone, who has approved, and what to do now. */
export function TransferDialog({ transferId, onClose }: { transferId: string; onClose: () => void }) {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.funding.deskTransfer.queryOptions({ transferId }));
  return (
    <Dialog
      title={data ? `${nameOf(data)} of ${formatUsd(data.amount)}` : "Transfer"}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      size="lg"
    >
      {error ? <Callout tone="danger">{error.message}</Callout> : null}
      {data ? <Body transfer={data} onDone={onClose} /> : <SkeletonText lines={8} />}
    </Dialog>
  );
}

const nameOf = ({ method, direction }: Detail): string =>
  method === "WIRE" ? "Wire" : direction === "DEPOSIT" ? "Deposit" : "Withdrawal";

function Body({ transfer, onDone }: { transfer: Detail; onDone: () => void }) {
  const open = transfer.approvals.find(({ status }) => status === "PROPOSED");
  return (
    <div className="grid gap-5">
      <DescriptionList items={facts(transfer)} />
      {transfer.travelRule.applies ? (
        <p className="text-small text-muted">
          $3,000 or more: the sender&rsquo;s name, address and account, the recipient and the instructions are
          kept and sent along with it (31 CFR 1010.410(f)).
        </p>
      ) : null}
      <Calls calls={transfer.callbacks} />
      {transfer.status === "CALLBACK" ? (
        <CallbackForm transferId={transfer.id} phoneOfRecord={transfer.phoneOfRecord} />
      ) : null}
      {open ? <DecideForm approval={open} onDone={onDone} /> : null}
      <section className="grid gap-2">
        <h3 className="text-base font-semibold">Timeline</h3>
        <ol aria-label="Timeline" className="grid gap-2 text-small">
          {transfer.timeline.map((line, index) => (
            <li key={index} className="grid gap-x-4 md:grid-cols-[11.5rem_1fr]">
              <time dateTime={line.at} className="tabular text-muted">
                {formatDateTime(line.at)}
              </time>
              <span>{line.note}</span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

function facts(transfer: Detail) {
  const { account, owners, otherEnd, fee, purpose, phoneOfRecord } = transfer;
  return [
    {
      term: "Account",
      detail: (
        <Link href={`/admin/accounts/${account.id}`} className="underline">
          {account.number} {account.title}
        </Link>
      ),
      note: owners.map(({ name, email }) => `${name}, ${email}`).join("; "),
    },
    {
      term: transfer.direction === "DEPOSIT" ? "From" : "To",
      detail: otherEnd.last4 ? `${otherEnd.name} ••${otherEnd.last4}` : otherEnd.name,
    },
    {
      term: "Amount",
      detail: formatUsd(transfer.amount),
      note: fee === "0.00" ? undefined : `Fee ${formatUsd(fee)}`,
    },
    ...(purpose ? [{ term: "What it is for", detail: purpose }] : []),
    { term: "Phone of record", detail: phoneOfRecord ?? "None on file" },
    { term: "Where it is", detail: transfer.heldBy, note: transfer.next ?? undefined },
    ...(transfer.returnCode
      ? [{ term: `Returned, ${transfer.returnCode}`, detail: transfer.returnMeaning ?? "" }]
      : []),
  ];
}

const OUTCOMES: Record<string, string> = {
  CONFIRMED: "Confirmed",
  NOT_REACHED: "Not reached",
  DENIED: "Not wanted",
};

function Calls({ calls }: { calls: Detail["callbacks"] }) {
  if (calls.length === 0) return null;
  return (
    <section className="grid gap-2">
      <h3 className="text-base font-semibold">Calls</h3>
      <ul aria-label="Calls" className="grid gap-2 text-small">
        {calls.map((call) => (
          <li key={call.calledAt + call.by} className="rounded-control bg-sunk px-3 py-2">
            <p className="font-medium">
              {OUTCOMES[call.outcome] ?? call.outcome}: {call.phone}
            </p>
            <p>{call.said}</p>
            <p className="text-muted">
              {call.by}, {formatDateTime(call.calledAt)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
