"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { AllocationCard } from "@/components/portfolio/allocation-card";
import { BenchmarkChooser } from "@/components/portfolio/benchmark-chooser";
import { BridgeCard } from "@/components/portfolio/bridge-card";
import { ContributedCard } from "@/components/portfolio/contributed-card";
import { ContributionsCard } from "@/components/portfolio/contributions-card";
import { IncomeCard } from "@/components/portfolio/income-card";
import {
  type PerformancePlace,
  performanceQuery,
  periodWords,
  readPerformancePlace,
} from "@/components/portfolio/performance-address";
import { PeriodChooser } from "@/components/portfolio/period-chooser";
import type { Bridge, Performance, Portfolio } from "@/components/portfolio/portfolio-sums";
import { ReturnsCard } from "@/components/portfolio/returns-card";
import { RiskCard } from "@/components/portfolio/risk-card";
import { StressCard } from "@/components/portfolio/stress-card";
import { useAccountIds } from "@/components/portfolio/use-portfolio";
import { useTRPC } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { useNear } from "@/components/ui/use-near";
import { formatDate } from "@/domain/time/format";

/** Today's part moves with the market; it is looked at again this often. */
const LOOK_AGAIN_MS = 30_000;

type PerformanceRoomProps = {
  accounts: Portfolio["accounts"];
  place: PerformancePlace;
  performance: Performance;
  bridge: Bridge;
  /** What the address says: an account's id, or "all". */
  account: string;
  /** "your account", "all accounts" */
  whose: string;
};

/** How an account did over a period, and why: returns, what changed the equity, what brought it, what came in. */
export function PerformanceRoom(props: PerformanceRoomProps) {
  const { accounts, account, whose } = props;
  const trpc = useTRPC();
  const accountIds = useAccountIds({ accounts });
  const query = useSearchParams();
  // Whoever comes back by the browser's button gets the page as it was made first, beside the address as it was left.
  const [place, setPlace] = useState(() => {
    const addressed = readPerformancePlace(Object.fromEntries(query));
    const isSame = performanceQuery(addressed, account) === performanceQuery(props.place, account);
    return isSame ? props.place : addressed;
  });
  const [lower, isLowerNear] = useNear<HTMLDivElement>();
  const isFirst = place === props.place;
  const { period, benchmark } = place;
  const performance = useQuery(
    trpc.portfolio.performance.queryOptions(
      { accountIds, period, benchmark },
      {
        ...(isFirst ? { initialData: props.performance } : {}),
        placeholderData: keepPreviousData,
        refetchInterval: LOOK_AGAIN_MS,
      },
    ),
  );
  const bridge = useQuery(
    trpc.portfolio.bridge.queryOptions(
      { accountIds, period },
      {
        ...(isFirst ? { initialData: props.bridge } : {}),
        placeholderData: keepPreviousData,
        refetchInterval: LOOK_AGAIN_MS,
      },
    ),
  );

  function show(next: PerformancePlace) {
    setPlace(next);
    window.history.replaceState(null, "", performanceQuery(next, account));
  }

  const figures = performance.data ?? props.performance;
  const isWaiting = [performance, bridge].some((asked) => asked.isPlaceholderData || asked.isPending);
  return (
    <>
      <PageHeader
        title="Performance"
        description={`${formatDate(figures.from)} to ${figures.isLive ? "now" : formatDate(figures.to)}, ${whose}.`}
        actions={
          <BenchmarkChooser
            benchmark={benchmark}
            onChange={(symbol) => show({ ...place, benchmark: symbol })}
          />
        }
      />
      <div className="mb-4">
        <PeriodChooser period={period} days={figures} onChange={(next) => show({ ...place, period: next })} />
      </div>
      {performance.isError || bridge.isError ? (
        <div className="mb-4">
          <Callout tone="danger" title="These days could not be read" isLive>
            What is shown is of the days that were read last. Choose other days, or try again in a moment.
          </Callout>
        </div>
      ) : null}
      <div className="grid gap-4" aria-busy={isWaiting}>
        <ReturnsCard performance={figures} words={periodWords(period)} account={whose} />
        <BridgeCard bridge={bridge.data ?? props.bridge} period={period} accounts={accounts} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_21.25rem]">
          <ContributedCard performance={figures} />
          <RiskCard performance={figures} />
        </div>
        <div ref={lower} className="grid gap-4">
          <ContributionsCard accountIds={accountIds} period={period} isNear={isLowerNear} />
          <IncomeCard accounts={accounts} isNear={isLowerNear} />
          <div className="grid items-start gap-4 lg:grid-cols-[21.25rem_minmax(0,1fr)]">
            <AllocationCard accountIds={accountIds} isNear={isLowerNear} />
            <StressCard accountIds={accountIds} isNear={isLowerNear} />
          </div>
        </div>
      </div>
    </>
  );
}
