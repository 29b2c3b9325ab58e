"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DeclareDialog } from "@/components/market-data/declare-dialog";
import { PlanDialog } from "@/components/market-data/plan-dialog";
import { useAccounts } from "@/components/portal-frame/accounts";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { PLANS } from "@/domain/market-data/plans";
import { formatUsd } from "@/domain/money/format";
import { formatMonth } from "@/domain/time/format";

type MarketData = Outputs["marketData"]["mine"];

const KIND_WORDS = { NON_PROFESSIONAL: "Non-professional", PROFESSIONAL: "Professional" };
const FEE_WORDS: Record<MarketData["fees"][number]["status"], string> = {
  INSTRUCTED: "being booked",
  POSTED: "paid",
  REFUSED: "refused by the clearing firm",
  UNPAID: "not taken: too little cash",
};
const SHOWN_FEES = 3;

/** What the person sees of the market, what it costs, and the way to change it. */
export function MarketDataCard({ initial }: { initial: MarketData }) {
  const trpc = useTRPC();
  const data = useQuery(trpc.marketData.mine.queryOptions(undefined, { initialData: initial })).data;
  const [open, setOpen] = useState<"DECLARE" | "PLAN" | null>(null);
  const { current } = useAccounts();
  const goal = data.plan === "BASIC" || data.nextPlan ? "LEVEL_II" : "BASIC";
  const close = () => setOpen(null);
  return (
    <Card title="Market data" id="market-data">
      <div className="grid gap-4">
        {data.lapseReason ? (
          <Callout tone="caution" title="Your Level II plan has ended">
            {data.lapseReason}
          </Callout>
        ) : null}
        <DescriptionList columns={1} items={factsOf(data)} />
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setOpen("DECLARE")}>
            {data.kind ? "Declare anew" : "Answer the exchanges' questions"}
          </Button>
          {data.kind && current ? (
            <Button variant={goal === "LEVEL_II" ? "primary" : "secondary"} onClick={() => setOpen("PLAN")}>
              {goal === "LEVEL_II"
                ? `Level II for ${formatUsd(data.prices.LEVEL_II[data.kind])} a month`
                : "Go back to Basic"}
            </Button>
          ) : null}
        </div>
      </div>
      {open === "DECLARE" ? <DeclareDialog onClose={close} /> : null}
      {open === "PLAN" && data.kind && current ? (
        <PlanDialog
          plan={goal}
          monthlyPrice={data.prices[goal][data.kind]}
          accountId={current.id}
          onClose={close}
        />
      ) : null}
    </Card>
  );
}

function factsOf(data: MarketData) {
  const plan = PLANS[data.plan];
  const until = data.nextPlan ? `, ${PLANS[data.nextPlan].name} from next month` : "";
  const { NON_PROFESSIONAL, PROFESSIONAL } = data.prices.LEVEL_II;
  return [
    { term: "Your plan", detail: `${plan.name}${until}`, note: plan.gives },
    {
      term: "Subscriber",
      detail: data.kind ? KIND_WORDS[data.kind] : "Not declared yet",
      note: `Level II costs non-professionals ${formatUsd(NON_PROFESSIONAL)} a month, professionals ${formatUsd(PROFESSIONAL)}.`,
    },
    ...data.fees.slice(0, SHOWN_FEES).map((fee) => ({
      term: formatMonth(fee.month),
      detail: `${formatUsd(fee.amount)}, ${FEE_WORDS[fee.status]}`,
    })),
  ];
}
