"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { METHOD_LABELS } from "@/components/orders/lot-words";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { showToast } from "@/components/ui/toast-store";
import { LOT_METHODS, METHOD_WORDS } from "@/domain/tax/lot-methods";
import { formatTimestamp } from "@/domain/time/format";

type Instructions = Outputs["tax"]["instructions"];
type Stocks = Instructions["stocks"];
const STOCK_METHODS = LOT_METHODS.filter((method): method is Stocks => method !== "AVERAGE");

/** An account's standing instruction for its lots, and the ones before it. */
export function LotInstructionCard({ initial, label }: { initial: Instructions; label: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.tax.instructions.queryOptions(
    { accountId: initial.accountId },
    { initialData: initial },
  );
  const current = useQuery(options).data ?? initial;
  const [stocks, setStocks] = useState(current.stocks);
  const [funds, setFunds] = useState(current.funds);
  const instruct = useMutation(
    trpc.tax.instruct.mutationOptions({
      onSuccess(changed) {
        queries.setQueryData(options.queryKey, changed);
        showToast({
          tone: "gain",
          title: "Your instruction is kept",
          description: "It counts for orders that you place from now on.",
        });
      },
    }),
  );
  const isSame = stocks === current.stocks && funds === current.funds;
  return (
    <Card
      title={
        <>
          Tax lots <span className="tabular font-normal text-muted">{label}</span>
        </>
      }
    >
      <Form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSame && !instruct.isPending)
            instruct.mutate({ accountId: initial.accountId, stocks, funds });
        }}
      >
        <SelectField
          label="When you sell stocks"
          value={stocks}
          onChange={(value) => setStocks(STOCK_METHODS.find((one) => one === value) ?? stocks)}
          description={METHOD_WORDS[stocks]}
          options={STOCK_METHODS.map((value) => ({ value, label: METHOD_LABELS[value] }))}
        />
        <SelectField
          label="When you sell funds (ETFs)"
          value={funds}
          onChange={(value) => setFunds(LOT_METHODS.find((one) => one === value) ?? funds)}
          description={METHOD_WORDS[funds]}
          error={instruct.error?.message}
          options={LOT_METHODS.map((value) => ({ value, label: METHOD_LABELS[value] }))}
        />
        <p className="text-small text-muted">
          An order may choose for itself at the ticket. A choice counts for orders placed after it. Until a
          sale settles its lots may be named anew on the page of its order (Treas. Reg. 1.1012-1(c));
          afterwards they stay as they were closed.
        </p>
        <div>
          <Button type="submit" variant="primary" isPending={instruct.isPending} isDisabled={isSame}>
            Keep this instruction
          </Button>
        </div>
        {current.history.length > 0 ? (
          <details>
            <summary className="min-h-11 cursor-pointer py-2 text-small font-medium md:min-h-0">
              Instructions so far ({current.history.length})
            </summary>
            <ul className="divide-y divide-line text-small">
              {current.history.map((line) => (
                <li key={line.id} className="py-1.5">
                  <span className="tabular text-muted">from {formatTimestamp(line.effectiveAt)}</span>
                  <br />
                  Stocks: {METHOD_LABELS[line.stocks]}; funds: {METHOD_LABELS[line.funds]}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </Form>
    </Card>
  );
}
