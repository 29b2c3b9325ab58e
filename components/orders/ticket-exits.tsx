"use client";

import { METHOD_LABELS } from "@/components/orders/lot-words";
import { PriceField } from "@/components/orders/ticket-prices";
import type { Ticket } from "@/components/orders/use-ticket";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SelectField } from "@/components/ui/select-field";
import { METHOD_WORDS, methodsFor } from "@/domain/tax/lot-methods";

const EXPLAINED = {
  BRACKET:
    "When the purchase fills, two orders go out for what was filled: one takes the profit, one stops the loss. As one fills, the other shrinks.",
  OCO: "Two orders to sell shares that you hold. As one fills, the other shrinks.",
  OTO: "When the purchase fills, a second order goes out for what was filled.",
};

/** The orders that come with or after the first one. */
export function TicketExits({ ticket }: { ticket: Ticket }) {
  const { form, change, problemOf } = ticket;
  const { group } = form;
  const lots = ["STANDING", ...methodsFor(ticket.instrument?.kind ?? "STOCK")] as const;
  if (group === "NONE") return null;
  return (
    <div className="grid gap-3">
      <p className="text-small text-muted">{EXPLAINED[group]}</p>
      {group === "OTO" ? (
        <>
          <SegmentedControl
            label="The second order sells"
            size="sm"
            fullWidth
            value={form.thenType}
            onChange={(thenType) => change({ thenType })}
            options={[
              { value: "LIMIT", label: "At a limit" },
              { value: "STOP", label: "At a stop" },
            ]}
          />
          <PriceField
            label={form.thenType === "LIMIT" ? "Then sell at" : "Then sell once it falls to"}
            name="thenPrice"
            value={form.thenPrice}
            onChange={(thenPrice) => change({ thenPrice })}
            error={problemOf("thenPrice")}
          />
        </>
      ) : (
        <div className="grid grid-cols-2 gap-3">
          <PriceField
            label="Take profit at"
            name="profitPrice"
            value={form.profitPrice}
            onChange={(profitPrice) => change({ profitPrice })}
            error={problemOf("profitPrice")}
          />
          <PriceField
            label="Stop loss at"
            name="lossStop"
            value={form.lossStop}
            onChange={(lossStop) => change({ lossStop })}
            error={problemOf("lossStop")}
          />
          <PriceField
            label="Not below"
            name="lossLimit"
            isOptional
            value={form.lossLimit}
            onChange={(lossLimit) => change({ lossLimit })}
            error={problemOf("lossLimit")}
          />
        </div>
      )}
      <SelectField
        label="Exits are good"
        value={form.exitTimeInForce}
        onChange={(until) => change({ exitTimeInForce: until === "DAY" ? "DAY" : "GTC" })}
        options={[
          { value: "GTC", label: "Until cancelled (GTC)" },
          { value: "DAY", label: "For the day" },
        ]}
      />
      <SelectField
        label="Lots sold by the exits"
        value={form.exitLots}
        onChange={(value) => {
          const exitLots = lots.find((one) => one === value);
          if (exitLots) change({ exitLots });
        }}
        error={problemOf("exitLots")}
        description={
          form.exitLots === "STANDING"
            ? "As the account instructs at the moment of placing."
            : METHOD_WORDS[form.exitLots]
        }
        options={lots.map((value) => ({
          value,
          label: value === "STANDING" ? "As instructed" : METHOD_LABELS[value],
        }))}
      />
    </div>
  );
}
