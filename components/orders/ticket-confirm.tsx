"use client";

import type { Ticket } from "@/components/orders/use-ticket";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

const SUSPECTED = "SUSPECTED_DUPLICATE";

/** An order that looks like one that was just placed is kept back, and goes out once its owner says that it is meant. */
export function TicketConfirm({ ticket }: { ticket: Ticket }) {
  const { placed, form } = ticket;
  const lead = placed?.orders[0];
  // What was changed since is another order: it is asked about afresh.
  const isStill = placed?.form === form && lead?.status === "DENIED";
  const suspicion = isStill ? lead.reasons.find(({ code }) => code === SUSPECTED) : undefined;
  if (!suspicion || ticket.place.isPending) return null;
  return (
    <Callout
      tone="caution"
      title="Is this the same order once more?"
      isLive
      action={<Button onClick={() => ticket.submit({ isConfirmed: true })}>Place it all the same</Button>}
    >
      {suspicion.message} Nothing was sent.
    </Callout>
  );
}
