"use client";

import { useQuery } from "@tanstack/react-query";
import { PickButton } from "@/components/orders/pick-button";
import { TIME_LABELS, TYPE_LABELS } from "@/components/orders/ticket-choices";
import { timesFor, typesFor } from "@/components/orders/ticket-form";
import { TicketPrices } from "@/components/orders/ticket-prices";
import type { Ticket } from "@/components/orders/use-ticket";
import type { Quote } from "@/components/shell/live-store";
import { useTRPC } from "@/components/shell/trpc-client";
import { DecimalField } from "@/components/ui/decimal-field";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { formatQuantity } from "@/domain/money/format";
import { sumWire } from "@/domain/money/wire-sum";
import { ORDER_TYPES, TIMES_IN_FORCE } from "@/domain/orders/order-terms";

type TicketFieldsProps = { ticket: Ticket; accountId: string; symbol: string; quote: Quote | null };

/** What is bought or sold, how much, and on which terms. */
export function TicketFields({ ticket, accountId, symbol, quote }: TicketFieldsProps) {
  const { form, change } = ticket;
  const hasEntry = form.group !== "OCO";
  return (
    <div className="grid grid-cols-2 gap-3">
      <Size ticket={ticket} accountId={accountId} symbol={symbol} />
      {hasEntry ? (
        <SelectField
          label="Type"
          value={form.type}
          onChange={(chosen) => {
            const type = ORDER_TYPES.find((one) => one === chosen);
            if (type) change({ type });
          }}
          options={typesFor(form).map((type) => ({ value: type, label: TYPE_LABELS[type] }))}
        />
      ) : null}
      {hasEntry ? (
        <>
          <TicketPrices ticket={ticket} quote={quote} />
          <Until ticket={ticket} />
        </>
      ) : null}
    </div>
  );
}

/** Shares, fractions of them where the instrument is divisible; or the dollars to buy or sell for. */
function Size({ ticket, accountId, symbol }: Omit<TicketFieldsProps, "quote">) {
  const { form, change, problemOf, instrument } = ticket;
  const sellable = useSellable(accountId, symbol);
  const isSale = form.side === "SELL";
  const inDollars = form.sizeIn === "DOLLARS";
  const isDivisible = instrument?.isFractionable ?? false;
  return (
    <div className="grid content-start gap-1.5">
      {inDollars ? (
        <DecimalField
          label="Amount"
          name="amount"
          decimals={2}
          step="100"
          prefix="$"
          value={form.amount}
          onChange={(amount) => change({ amount })}
          error={problemOf("amount")}
        />
      ) : (
        <DecimalField
          label="Quantity"
          name="quantity"
          decimals={isDivisible ? 6 : 0}
          step="1"
          value={form.quantity}
          onChange={(quantity) => change({ quantity })}
          error={problemOf("quantity")}
          description={isSale ? `You can sell ${formatQuantity(sellable)}` : undefined}
          suffix={
            isSale && sellable !== "0" ? (
              <PickButton onClick={() => change({ quantity: sellable })}>All</PickButton>
            ) : (
              "shares"
            )
          }
        />
      )}
      {isDivisible ? (
        <p className="text-small">
          <PickButton onClick={() => change({ sizeIn: inDollars ? "SHARES" : "DOLLARS" })}>
            {inDollars ? "in shares" : "in dollars"}
          </PickButton>
        </p>
      ) : null}
    </div>
  );
}

function Until({ ticket: { form, change, problemOf } }: { ticket: Ticket }) {
  return (
    <>
      <SelectField
        label="Time in force"
        value={form.timeInForce}
        onChange={(chosen) => {
          const timeInForce = TIMES_IN_FORCE.find((one) => one === chosen);
          if (timeInForce) change({ timeInForce });
        }}
        error={problemOf("timeInForce")}
        options={timesFor(form).map((time) => ({ value: time, label: TIME_LABELS[time] }))}
      />
      {form.timeInForce === "GTD" ? (
        <TextField
          label="Last day"
          type="date"
          name="expiresOn"
          value={form.expiresOn}
          onChange={(expiresOn) => change({ expiresOn })}
          error={problemOf("expiresOn")}
        />
      ) : null}
    </>
  );
}

/** Shares of the symbol that no open sell order holds. */
function useSellable(accountId: string, symbol: string): string {
  const trpc = useTRPC();
  const portfolio = useQuery(trpc.portfolio.get.queryOptions({ accountId })).data;
  const held = portfolio?.positions.find((position) => position.symbol === symbol);
  return held ? sumWire([held.quantity, `-${held.reserved}`]) : "0";
}
