"use client";

import { PickButton } from "@/components/orders/pick-button";
import type { TicketForm } from "@/components/orders/ticket-form";
import type { Ticket } from "@/components/orders/use-ticket";
import type { Quote } from "@/components/shell/live-store";
import { DecimalField } from "@/components/ui/decimal-field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatPrice } from "@/domain/money/format";

/** The prices that an order of the chosen type names: its stop, its trail, its limit. */
export function TicketPrices({ ticket, quote }: { ticket: Ticket; quote: Quote | null }) {
  const { form, change, problemOf } = ticket;
  const { type } = form;
  return (
    <>
      {type === "STOP" || type === "STOP_LIMIT" ? (
        <PriceField
          label="Stop price"
          name="stopPrice"
          value={form.stopPrice}
          onChange={(stopPrice) => change({ stopPrice })}
          error={problemOf("stopPrice")}
        />
      ) : null}
      {type === "TRAILING_STOP" ? <Trail ticket={ticket} /> : null}
      {type === "LIMIT" || type === "STOP_LIMIT" ? (
        <div className="grid content-start gap-1.5">
          <PriceField
            label="Limit price"
            name="limitPrice"
            value={form.limitPrice}
            onChange={(limitPrice) => change({ limitPrice })}
            error={problemOf("limitPrice")}
          />
          <p className="flex flex-wrap gap-x-2 text-small text-muted md:text-label">
            {quote?.bid ? (
              <PickButton onClick={() => change({ limitPrice: quote.bid ?? "" })}>
                Bid {formatPrice(quote.bid)}
              </PickButton>
            ) : null}
            {quote?.ask ? (
              <PickButton onClick={() => change({ limitPrice: quote.ask ?? "" })}>
                Ask {formatPrice(quote.ask)}
              </PickButton>
            ) : null}
          </p>
        </div>
      ) : null}
    </>
  );
}

type PriceFieldProps = {
  label: string;
  name: keyof TicketForm;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  isOptional?: boolean;
};

/** A price of a share in dollars; its arrows move it by a cent. */
export function PriceField(props: PriceFieldProps) {
  return <DecimalField {...props} decimals={4} step="0.01" prefix="$" />;
}

function Trail({ ticket: { form, change, problemOf } }: { ticket: Ticket }) {
  const isPercent = form.trailBy === "PERCENT";
  return (
    <div className="grid content-start gap-1.5">
      <DecimalField
        label="Trails by"
        name="trailValue"
        decimals={isPercent ? 2 : 4}
        step={isPercent ? "0.5" : "0.1"}
        prefix={isPercent ? undefined : "$"}
        suffix={isPercent ? "%" : undefined}
        value={form.trailValue}
        onChange={(trailValue) => change({ trailValue })}
        error={problemOf("trailValue")}
      />
      <SegmentedControl
        label="Trail in"
        size="sm"
        fullWidth
        value={form.trailBy}
        onChange={(trailBy) => change({ trailBy, trailValue: "" })}
        options={[
          { value: "AMOUNT", label: "$" },
          { value: "PERCENT", label: "%" },
        ]}
      />
    </div>
  );
}
