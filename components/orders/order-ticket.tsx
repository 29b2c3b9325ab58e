"use client";

import { type FormEvent, useEffect, useEffectEvent, useRef } from "react";
import { TicketConfirm } from "@/components/orders/ticket-confirm";
import { TicketFields } from "@/components/orders/ticket-fields";
import { missingIn, type Side } from "@/components/orders/ticket-form";
import { TicketLots } from "@/components/orders/ticket-lots";
import { TicketMore } from "@/components/orders/ticket-more";
import { TicketOutcome } from "@/components/orders/ticket-outcome";
import { TicketPreview } from "@/components/orders/ticket-preview";
import { buttonInWords } from "@/components/orders/ticket-terms";
import { TicketTrouble } from "@/components/orders/ticket-trouble";
import { useTicket } from "@/components/orders/use-ticket";
import { useAccounts } from "@/components/portal-frame/accounts";
import { accountLabel, type PortalAccount } from "@/components/portal-frame/pick-account";
import { useQuote } from "@/components/shell/live-provider";
import type { Quote } from "@/components/shell/live-store";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SelectField } from "@/components/ui/select-field";
import { useSteadyPress } from "@/components/ui/use-steady-press";

/** What was chosen beside the ticket: a side by a key, a price on the ladder. A new object is a new wish. */
export type TicketWish = { side: Side; limitPrice?: string };

type OrderTicketProps = {
  symbol: string;
  quote: Quote | null;
  side?: Side;
  wish?: TicketWish | null;
};

/** The ticket for one instrument, in the account that the page speaks of; or what to do first. */
export function OrderTicket(props: OrderTicketProps) {
  const { current } = useAccounts();
  if (!current) {
    return (
      <EmptyState
        title="Open an account to trade"
        action={
          <LinkButton href="/open-account" variant="primary">
            Open an account
          </LinkButton>
        }
      >
        It takes about ten minutes, and you can stop and go on at any time.
      </EmptyState>
    );
  }
  if (current.status === "OPENING") {
    return (
      <EmptyState title="Your account is being opened">
        Trading begins as soon as the clearing firm has opened it. This page notices by itself.
      </EmptyState>
    );
  }
  // Another account or symbol is another order: nothing of the first may linger.
  return (
    <TicketForm key={`${current.id} ${props.symbol} ${props.side ?? ""}`} account={current} {...props} />
  );
}

function TicketForm({
  symbol,
  quote: initial,
  side = "BUY",
  wish = null,
  account,
}: OrderTicketProps & { account: PortalAccount }) {
  const { accounts, choose } = useAccounts();
  const ticket = useTicket(account.id, symbol, side);
  const quote = useQuote(symbol, initial);
  const fields = useRef<HTMLFormElement>(null);
  const steady = useSteadyPress();
  const { form, change, place } = ticket;

  const focusOn = (name: string) =>
    fields.current?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.focus();

  const obey = useEffectEvent(({ side: wanted, limitPrice }: TicketWish) => {
    if (limitPrice === undefined) change({ side: wanted });
    else ticket.pick(wanted, limitPrice);
    focusOn(form.sizeIn === "DOLLARS" && limitPrice === undefined ? "amount" : "quantity");
  });
  useEffect(() => {
    if (wish) obey(wish);
  }, [wish]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!ticket.submit()) focusOn(Object.keys(missingIn(form))[0] ?? "quantity");
  }

  return (
    <Form ref={fields} onSubmit={submit} aria-label={`Order for ${symbol}`} className="grid gap-3">
      <SegmentedControl
        label="Side"
        fullWidth
        value={form.side}
        onChange={(chosen) => change({ side: chosen })}
        options={[
          { value: "BUY", label: "Buy", tone: "gain" },
          { value: "SELL", label: "Sell", tone: "loss" },
        ]}
      />
      {accounts.length > 1 ? (
        <SelectField
          label="Account"
          value={account.id}
          onChange={choose}
          options={accounts.map((one) => ({ value: one.id, label: accountLabel(one) }))}
        />
      ) : null}
      <TicketFields ticket={ticket} accountId={account.id} symbol={symbol} quote={quote} />
      <TicketLots ticket={ticket} />
      <TicketMore ticket={ticket} />
      <TicketPreview
        side={form.side}
        preview={ticket.preview}
        groupWords={ticket.groupWords}
        isOld={ticket.isPreviewOld}
      />
      <TicketTrouble ticket={ticket} />
      <TicketConfirm ticket={ticket} />
      {/* The one button stays in sight while what is above it scrolls. */}
      <div className="sticky bottom-0 z-1 -mx-1 bg-surface px-1 py-1.5 in-[dialog]:bg-raised">
        <Button
          type="submit"
          size="lg"
          fullWidth
          variant={form.side === "BUY" ? "gain" : "loss"}
          isPending={place.isPending}
          kbd="Enter"
          {...steady}
        >
          {buttonInWords(form, symbol)}
        </Button>
      </div>
      {ticket.placed ? <TicketOutcome placed={ticket.placed} /> : null}
    </Form>
  );
}
