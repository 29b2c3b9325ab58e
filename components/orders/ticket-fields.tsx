"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Ticket } from "@/components/orders/use-ticket";
import type { Quote } from "@/components/shell/live-store";
import { useTRPC } from "@/components/shell/trpc-client";
import { DecimalField } from "@/components/ui/decimal-field";
import { SelectField } from "@/components/ui/select-field";
import { formatPrice, formatQuantity } from "@/domain/money/format";
import { sumWire } from "@/domain/money/wire-sum";

type TicketFieldsProps = { ticket: Ticket; accountId: string; symbol: string; quote: Quote | null };

/** What is bought or sold, how much, and on which terms. */
export function TicketFields({ ticket, accountId, symbol, quote }: TicketFieldsProps) {
  const { form, change, problems } = ticket;
  const sellable = useSellable(accountId, symbol);
  const isLimit = form.type === "LIMIT";
  return (
    <div className="grid grid-cols-2 gap-3">
      <DecimalField
        label="Quantity"
        name="quantity"
        decimals={0}
        step="1"
        value={form.quantity}
        onChange={(quantity) => change({ quantity })}
        error={problems.quantity}
        description={form.side === "SELL" ? `You can sell ${formatQuantity(sellable)}` : undefined}
        suffix={
          form.side === "SELL" && sellable !== "0" ? (
            <PickButton onClick={() => change({ quantity: sellable })}>All</PickButton>
          ) : (
            "shares"
          )
        }
      />
      <SelectField
        label="Type"
        value={form.type}
        onChange={(type) => change({ type: type === "MARKET" ? "MARKET" : "LIMIT" })}
        options={[
          { value: "LIMIT", label: "Limit" },
          { value: "MARKET", label: "Market" },
        ]}
      />
      {isLimit ? (
        <div className="grid content-start gap-1.5">
          <DecimalField
            label="Limit price"
            name="limitPrice"
            decimals={4}
            step="0.01"
            prefix="$"
            value={form.limitPrice}
            onChange={(limitPrice) => change({ limitPrice })}
            error={problems.limitPrice}
          />
          <p className="flex flex-wrap gap-x-3 text-small text-muted">
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
      <SelectField
        label="Time in force"
        value={form.timeInForce}
        onChange={(until) => change({ timeInForce: until === "GTC" ? "GTC" : "DAY" })}
        options={[
          { value: "DAY", label: "Day" },
          { value: "GTC", label: "Until cancelled (GTC)", isDisabled: !isLimit },
        ]}
      />
    </div>
  );
}

/** A word that fills a field. */
function PickButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="tabular relative rounded-mark text-accent underline decoration-accent/40 underline-offset-2 before:absolute before:-inset-x-1 before:-inset-y-3 hover:decoration-accent md:before:-inset-y-1"
    >
      {children}
    </button>
  );
}

/** Shares of the symbol that no open sell order holds. */
function useSellable(accountId: string, symbol: string): string {
  const trpc = useTRPC();
  const portfolio = useQuery(trpc.portfolio.get.queryOptions({ accountId })).data;
  const held = portfolio?.positions.find((position) => position.symbol === symbol);
  return held ? sumWire([held.quantity, `-${held.reserved}`]) : "0";
}
