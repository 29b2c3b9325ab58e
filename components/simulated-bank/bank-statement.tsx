"use client";

import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { formatBankDay } from "@/domain/funding/bank-day";
import { formatUsd } from "@/domain/money/format";
import { askBank } from "@/components/simulated-bank/ask-bank";
import { BankFrame } from "@/components/simulated-bank/bank-frame";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { FigureList } from "@/components/ui/figure-list";
import { LinkButton } from "@/components/ui/link-button";

const deposits = z.object({ arriveOn: z.string().nullable(), amounts: z.array(z.string()).nullable() });

/** What the holder of an account sees on his statement: the two small amounts, once they are there. */
export function BankStatement({ reference }: { reference: string }) {
  return (
    <BankFrame>
      <Statement reference={reference} />
    </BankFrame>
  );
}

function Statement({ reference }: { reference: string }) {
  const { data, error } = useQuery({
    queryKey: ["micro-deposits", reference],
    queryFn: () => askBank("micro-deposits", { bankReference: reference }, deposits),
    retry: false,
  });
  return (
    <Card title="Latest entries">
      <div className="grid gap-4">
        {error ? <Callout tone="danger">{error.message}</Callout> : null}
        {data?.amounts ? (
          <FigureList
            items={data.amounts.map((amount, index) => ({
              label: `RushTrade, account check ${index + 1}`,
              value: formatUsd(amount),
            }))}
          />
        ) : null}
        {data && !data.amounts ? (
          <p className="text-base text-muted">
            Nothing from RushTrade yet{data.arriveOn ? `: expected on ${formatBankDay(data.arriveOn)}` : ""}.
          </p>
        ) : null}
        <LinkButton href="/transfers">Back to RushTrade</LinkButton>
      </div>
    </Card>
  );
}
