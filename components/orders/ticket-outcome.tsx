"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { CancelButton } from "@/components/orders/cancel-button";
import { claimOrder } from "@/components/orders/order-watch";
import { OrderStatusPill } from "@/components/orders/order-status";
import {
  type Order,
  progressInWords,
  ROLE_WORDS,
  routeInWords,
  STATUS_WORDS,
  termsInWords,
} from "@/components/orders/order-words";
import type { Placed } from "@/components/orders/use-ticket";
import { useTRPC } from "@/components/shell/trpc-client";
import { LiveRegion } from "@/components/ui/live-region";
import { TextLink } from "@/components/ui/text-link";

/** Should news get lost on its way, an open order is looked at again after so long. */
const LOOK_AGAIN_MS = 5_000;

/** What became of the order that was placed here last, and of those that belong to it; live, and read out. */
export function TicketOutcome({ placed: { orders, plan } }: { placed: Placed }) {
  const [lead, ...others] = orders;
  const section = useRef<HTMLElement>(null);
  // What became of the order comes into sight by itself, should the ticket be longer than its place.
  // Scrolling answers with a promise in newer browsers, which an effect must not return.
  useEffect(() => {
    void section.current?.scrollIntoView({ block: "nearest" });
  }, [lead.id]);
  return (
    <section
      ref={section}
      aria-label="Your last order"
      className="grid gap-2 rounded-control border border-line px-3 py-2.5"
    >
      <PlacedOrder key={lead.id} placed={lead} plan={plan} />
      {others.map((order) => (
        <div key={order.id} className="border-t border-line pt-2">
          <PlacedOrder placed={order} plan={[]} />
        </div>
      ))}
    </section>
  );
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function PlacedOrder({ placed, plan }: { placed: Order; plan: Placed["plan"] }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.orders.detail.queryOptions(
      { orderId: placed.id },
      {
        refetchInterval: ({ state }) =>
          state.data && !STATUS_WORDS[state.data.status].isGoingOn ? false : LOOK_AGAIN_MS,
      },
    ),
  );
  // What the query remembers of an order may be older than the answer to placing it.
  const order: Order = data && data.version >= placed.version ? data : placed;
  useEffect(() => claimOrder(placed.id), [placed.id]);
  const isRefused = order.status === "DENIED" || order.status === "REJECTED";
  const planned = routeInWords(plan.map((leg) => ({ ...leg, filled: "0" })));
  const became = routeInWords(order.route);
  const outcome = order.cumQty === "0" ? "sent" : "filled";
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-small font-medium">
          {termsInWords(order)} {order.symbol}
          {order.groupRole ? (
            <span className="block font-normal text-muted">{ROLE_WORDS[order.groupRole]}</span>
          ) : null}
        </p>
        <OrderStatusPill order={{ ...order, reasons: [] }} />
      </div>
      <p className="tabular text-small text-muted">{progressInWords(order)}</p>
      {became ? (
        <p className="tabular text-small text-muted">
          {planned ? `Planned ${planned}; ${outcome}` : capitalised(outcome)} {became}.
        </p>
      ) : null}
      <div className="flex items-center justify-between gap-2 text-small">
        <TextLink href={`/orders/${order.id}`}>See the order</TextLink>
        <CancelButton order={order} />
      </div>
      <LiveRegion
        message={`${order.symbol}: ${progressInWords(order)}`}
        urgency={isRefused ? "assertive" : "polite"}
      />
    </div>
  );
}
