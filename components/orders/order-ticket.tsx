"use client";

import { type FormEvent, type MouseEvent, useRef } from "react";
import { SIDE_WORDS } from "@/components/orders/order-words";
import { TicketFields } from "@/components/orders/ticket-fields";
import { TicketOutcome } from "@/components/orders/ticket-outcome";
import { TicketPreview } from "@/components/orders/ticket-preview";
import { TicketTrouble } from "@/components/orders/ticket-trouble";
import type { Side } from "@/components/orders/ticket-terms";
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
import { formatQuantity } from "@/domain/money/format";

type OrderTicketProps = {
  symbol: string;
  quote: Quote | null;
  side?: Side;
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
  account,
}: OrderTicketProps & { account: PortalAccount }) {
  const { accounts, choose } = useAccounts();
  const ticket = useTicket(account.id, symbol, side);
  const quote = useQuote(symbol, initial);
  const fields = useRef<HTMLFormElement>(null);
  const { form, change, place } = ticket;
  const verb = SIDE_WORDS[form.side];

  function submit(event: FormEvent) {
    event.preventDefault();
    if (ticket.submit()) return;
    const first = form.quantity === "" ? "quantity" : "limitPrice";
    fields.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  }

  /** The second press of a double click means nothing new. */
  function press(event: MouseEvent) {
    if (event.detail > 1) event.preventDefault();
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
      <TicketPreview side={form.side} preview={ticket.preview} isOld={ticket.isPreviewOld} />
      <TicketTrouble ticket={ticket} />
      <Button
        type="submit"
        size="lg"
        fullWidth
        variant={form.side === "BUY" ? "gain" : "loss"}
        isPending={place.isPending}
        kbd="Enter"
        onClick={press}
      >
        {form.quantity ? `${verb} ${formatQuantity(form.quantity)} ${symbol}` : `${verb} ${symbol}`}
      </Button>
      {ticket.placed ? <TicketOutcome placed={ticket.placed} /> : null}
    </Form>
  );
}
