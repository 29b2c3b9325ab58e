"use client";

import type { Ticket } from "@/components/orders/use-ticket";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

/** An order that looks like one that was just placed is kept back until its owner says that it is meant. */
export function TicketConfirm({ ticket: { place, submit } }: { ticket: Ticket }) {
  if (place.error?.data?.app.code !== "SUSPECTED_DUPLICATE") return null;
  return (
    <Callout
      tone="caution"
      title="The same order once more?"
      isLive
      action={<Button onClick={() => submit({ isConfirmed: true })}>Place it all the same</Button>}
    >
      {place.error.message} Nothing was sent.
    </Callout>
  );
}
