"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { LotFacts } from "@/components/orders/lot-facts";
import { METHOD_LABELS, TERM_LABELS } from "@/components/orders/lot-words";
import type { OrderDetail } from "@/components/orders/order-words";
import {
  fieldMessage,
  type Inputs,
  isUnanswered,
  type Outputs,
  useTRPC,
} from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Change } from "@/components/ui/change";
import { DecimalField } from "@/components/ui/decimal-field";
import { Dialog } from "@/components/ui/dialog";
import { FigureList } from "@/components/ui/figure-list";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { showToast } from "@/components/ui/toast-store";
import { useSettled } from "@/components/ui/use-settled";
import { formatQuantity, formatShares, formatSigned } from "@/domain/money/format";
import { sumWire } from "@/domain/money/wire-sum";
import { METHOD_WORDS } from "@/domain/tax/lot-methods";
import { formatDate, formatDateTime } from "@/domain/time/format";

type SaleLots = Outputs["lots"]["ofSale"];
type Choice = Inputs["lots"]["change"]["lots"];
type Method = SaleLots["method"];

/** Opens the dialog that names the lots of a sale anew, as far as it has not settled; nothing once that is over. */
export function ChangeLots({ order }: { order: OrderDetail }) {
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery(trpc.lots.ofSale.queryOptions({ orderId: order.id }));
  if (!data || (data.closed && !isOpen)) return null;
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Change lots
      </Button>
      <Dialog
        title={`Lots of ${formatQuantity(data.shares)} ${data.symbol}${isSome(data.leaves) ? "" : " sold"}`}
        isOpen={isOpen}
        onOpenChange={setOpen}
      >
        <ChangeForm sale={data} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

/** What became of choices that were made after the order, the newest first. */
export function LotChanges({ order }: { order: OrderDetail }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.lots.ofSale.queryOptions({ orderId: order.id }));
  const [newest] = data?.changes ?? [];
  if (!data || !newest) return null;
  return (
    <div className="grid gap-3">
      {newest.status === "REFUSED" ? (
        <Callout tone="caution" title="The clearing firm did not take the last choice">
          {newest.answer} The lots below are those that the firm has closed.
        </Callout>
      ) : newest.answer ? (
        <Callout tone="caution" title="The last choice counts for a part of the sale">
          {newest.answer}
        </Callout>
      ) : null}
      <ul aria-label="Choices made after the order" className="grid gap-1 text-small text-muted">
        {data.changes.map(({ id, method, chosenAt, status }) => (
          <li key={id}>
            {formatDateTime(chosenAt)}: {METHOD_LABELS[method]}. {STATUS_WORDS[status]}
          </li>
        ))}
      </ul>
    </div>
  );
}

const STATUS_WORDS: Record<SaleLots["changes"][number]["status"], string> = {
  SENT: "The clearing firm is told and has not answered yet.",
  TAKEN: "Taken by the clearing firm.",
  REFUSED: "Not taken by the clearing firm.",
};

const namedOf = (named: Readonly<Record<string, string>>) =>
  Object.entries(named)
    .map(([lotId, typed]) => ({ lotId, shares: typed.replace(/\.$/, "") }))
    .filter(({ shares }) => /[1-9]/.test(shares));

function choiceOf(method: Method, named: Readonly<Record<string, string>>): Choice | null {
  if (method !== "SPECIFIC") return { method };
  const lots = namedOf(named);
  return lots.length > 0 ? { method, lots } : null;
}

function ChangeForm({ sale, onDone }: { sale: SaleLots; onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { orderId } = sale;
  const [method, setMethod] = useState<Method>(sale.method);
  const [named, setNamed] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(sale.named.map(({ lotId, shares }) => [lotId, shares])),
  );
  const choice = choiceOf(method, named);
  // As a text: a choice is a new object each time, the same choice is not.
  const settled = useSettled(JSON.stringify(choice), 250);
  const lots = JSON.parse(settled) as Choice | null;
  const preview = useQuery(
    trpc.lots.ofSale.queryOptions(
      { orderId, ...(lots ? { lots } : {}) },
      { placeholderData: keepPreviousData },
    ),
  );
  const shown = preview.data ?? sale;
  const change = useMutation(
    trpc.lots.change.mutationOptions({
      onSuccess() {
        showToast({
          tone: "info",
          title: `Lots of ${sale.symbol} changed`,
          description: "The clearing firm is told.",
        });
        onDone();
      },
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.lots.pathFilter()),
          queryClient.invalidateQueries(trpc.tax.pathFilter()),
        ]),
    }),
  );
  const { error } = change;
  const problem = method === "SPECIFIC" && !choice ? "Name at least one lot." : shown.problem;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (choice && !change.isPending) change.mutate({ orderId, lots: choice });
  }

  return (
    <Form onSubmit={submit} aria-label="Lots sold" className="grid gap-3">
      <Reach sale={sale} />
      <SelectField
        label="Lots sold"
        value={method}
        onChange={(value) => {
          const next = ([...sale.methods, "SPECIFIC"] as const).find((one) => one === value);
          if (next) setMethod(next);
        }}
        error={problem ?? undefined}
        description={METHOD_WORDS[method]}
        options={([...sale.methods, "SPECIFIC"] as const).map((value) => ({
          value,
          label: METHOD_LABELS[value],
        }))}
      />
      <ul
        aria-label="Lots before the sale"
        className="scroll-thin relative -mx-1 grid max-h-72 divide-y divide-line overflow-y-auto px-1"
      >
        {shown.lots.map((lot) => (
          <LotRow
            key={lot.lotId}
            lot={lot}
            named={method === "SPECIFIC" ? (named[lot.lotId] ?? "") : null}
            onNamed={(shares) => setNamed({ ...named, [lot.lotId]: shares })}
          />
        ))}
      </ul>
      {shown.more > 0 ? (
        <p className="text-small text-muted">
          {shown.more === 1 ? "One more lot was" : `${formatQuantity(String(shown.more))} more lots were`}{" "}
          open, and not shown.
        </p>
      ) : null}
      {method === "SPECIFIC" ? (
        <p className="tabular text-small text-muted">
          {formatQuantity(sumWire(["0", ...namedOf(named).map(({ shares }) => shares)]))} of{" "}
          {formatShares(sale.shares)} named
        </p>
      ) : null}
      <Gains gain={shown.gain} />
      {error && !error.data?.app.fields.length ? (
        <Callout
          tone="danger"
          title={isUnanswered(error) ? "No answer came" : "The lots were not changed"}
          isLive
        >
          {isUnanswered(error)
            ? "Press the button again: the same choice is never made twice."
            : error.message}
        </Callout>
      ) : null}
      {fieldMessage(error, "lots") ? <Callout tone="danger">{fieldMessage(error, "lots")}</Callout> : null}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        fullWidth
        isPending={change.isPending}
        isDisabled={problem !== null}
      >
        Change the lots
      </Button>
    </Form>
  );
}

const isSome = (shares: string): boolean => /[1-9]/.test(shares);

/** What a choice is of, and until when. */
function Reach({ sale: { symbol, settled, leaves, until } }: { sale: SaleLots }) {
  const lots = isSome(leaves) ? "Lots of what is sold" : "Lots";
  const parts = [
    until ? `${lots} can be named until ${formatDateTime(until)}, the close on the settlement date.` : "",
    isSome(settled) ? `${formatQuantity(settled)} shares have settled and keep their lots.` : "",
    isSome(leaves) ? `${formatQuantity(leaves)} shares are still to be sold, by the same choice.` : "",
    `What was earned in all stays as it is; which gain is realised now, and later sales of ${symbol}, follow the lots.`,
  ];
  return <p className="text-small text-muted">{parts.filter(Boolean).join(" ")}</p>;
}

type LotRowProps = {
  lot: SaleLots["lots"][number];
  /** What is typed for it; null where lots are not named. */
  named: string | null;
  onNamed: (shares: string) => void;
};

function LotRow({ lot, named, onNamed }: LotRowProps) {
  const { taken } = lot;
  return (
    <li className="grid grid-cols-[1fr_auto] items-start gap-x-3 gap-y-1 py-2 text-small">
      <LotFacts lot={lot} term={TERM_LABELS[lot.term]} />
      <div className="num">
        {named === null ? (
          <p>{taken ? `${formatQuantity(taken.shares)} sold` : ""}</p>
        ) : (
          <div className="w-28">
            <DecimalField
              label={`Shares of the lot bought ${formatDate(lot.acquiredOn)}`}
              isLabelHidden
              decimals={6}
              value={named}
              placeholder="0"
              onChange={onNamed}
            />
          </div>
        )}
        {taken || lot.gain !== null ? (
          <Change text={formatSigned(taken ? taken.gain : lot.gain)} hasMark={false} />
        ) : null}
        {taken || lot.gain === null ? null : <p className="text-label text-muted">if all was sold</p>}
      </div>
    </li>
  );
}

function Gains({ gain }: { gain: SaleLots["gain"] }) {
  if (!gain) return null;
  return (
    <FigureList
      look="plain"
      items={[
        { label: "Short-term gain or loss", value: formatSigned(gain.SHORT) },
        { label: "Long-term gain or loss", value: formatSigned(gain.LONG) },
        { label: "Gain or loss", value: formatSigned(gain.total), isStrong: true },
      ]}
    />
  );
}
