"use client";

import { useQuery } from "@tanstack/react-query";
import { type Margin, MarginFigures } from "@/components/portfolio/margin-figures";
import { useTRPC } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { InfoTip } from "@/components/ui/info-tip";
import { Skeleton } from "@/components/ui/skeleton";
import { formatUsd, formatWeight } from "@/domain/money/format";
import { CALL_TITLES } from "@/domain/risk/margin-calls";
import { formatDate } from "@/domain/time/format";

/** The market moves what is lent: asked for again this often, and upon news of the account. */
const LOOK_AGAIN_MS = 5_000;

/** What may be bought on margin, why so much, and what is called for. */
export function MarginCard({ accountId }: { accountId: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.margin.standing.queryOptions({ accountId }, { refetchInterval: LOOK_AGAIN_MS }),
  );
  return (
    <Card
      title="Margin"
      aside={
        <>
          USD
          <InfoTip label="how?" about="margin buying power is reckoned">
            {data ? explanation(data) : "One moment."}
          </InfoTip>
        </>
      }
    >
      {data ? (
        <div className="grid gap-4">
          <Refusal margin={data} />
          <Calls calls={data.calls} />
          <MarginFigures margin={data} />
          <p className="text-small text-muted">
            What is lent costs {formatWeight(data.debitRate, 2)} a year, charged at the month’s end; free
            credit earns {formatWeight(data.creditRate, 2)}.
            {data.special.map(
              ({ symbol, maintenance }) =>
                ` ${symbol} asks for ${formatWeight(maintenance, 0)} of its value.`,
            )}
          </p>
        </div>
      ) : (
        <Skeleton className="h-80" />
      )}
    </Card>
  );
}

const explanation = (margin: Margin): string =>
  `Equity beyond the maintenance requirement, less what open orders need, carries purchases: ${formatUsd(margin.excess)} at ${formatWeight(margin.usualMaintenance, 0)} is ${formatUsd(margin.buyingPower)}. ` +
  (margin.regime === "INTRADAY_MARGIN"
    ? "What is bought beyond Regulation T's half and still held at the close is called for."
    : "The pattern day trader rule is kept for this account: the special memorandum account or day-trading buying power bounds purchases too.");

/** Why nothing more is lent. */
function Refusal({ margin }: { margin: Margin }) {
  if (margin.refusal === null) return null;
  const words = {
    OVERDUE_CALL:
      "A margin call was not met when it was due. Until it is met the account buys with its own cash only, and what it holds may be sold.",
    INTRADAY_RESTRICTION: `An intraday margin deficit was not met in time. Until ${margin.restrictedUntil ? formatDate(margin.restrictedUntil) : "then"} the account buys with its own cash only.`,
    MINIMUM_EQUITY: "Nothing is lent below $2,000 of equity: the account buys with its own cash only.",
  }[margin.refusal];
  const isMild = margin.refusal === "MINIMUM_EQUITY";
  return (
    <Callout
      tone={isMild ? "info" : "danger"}
      title={isMild ? "Nothing is lent yet" : "Nothing more is lent to this account"}
    >
      {words}
    </Callout>
  );
}

/** Calls that are not met, the one due first at the top. */
function Calls({ calls }: { calls: Margin["calls"] }) {
  return calls
    .filter(({ status }) => status !== "MET")
    .map((call) => (
      <Callout
        key={call.id}
        tone={call.status === "EXPIRED" ? "danger" : "caution"}
        title={`${CALL_TITLES[call.kind]}: ${formatUsd(call.amount)}`}
      >
        {call.status === "EXPIRED"
          ? `It was due on ${formatDate(call.dueOn)} and is not met.`
          : `Due on ${formatDate(call.dueOn)}. Deposit that much, or sell: the close of each day looks again.`}
      </Callout>
    ));
}
