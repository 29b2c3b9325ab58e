"use client";

import dynamic from "next/dynamic";
import { AccountNote } from "@/components/portfolio/account-note";
import { AccountsCard } from "@/components/portfolio/accounts-card";
import { AllocationCard } from "@/components/portfolio/allocation-card";
import { CashCard } from "@/components/portfolio/cash-card";
import { ChangeCard } from "@/components/portfolio/change-card";
import { DividendsCard } from "@/components/portfolio/dividends-card";
import { EquityCard } from "@/components/portfolio/equity-card";
import { type Performance, type Portfolio, signedUsd } from "@/components/portfolio/portfolio-sums";
import { PositionsCard } from "@/components/portfolio/positions-card";
import type { PositionsOrder } from "@/components/portfolio/positions-order";
import { useAccountIds, usePortfolio } from "@/components/portfolio/use-portfolio";
import { Change } from "@/components/ui/change";
import { cx } from "@/components/ui/cx";
import { Figure } from "@/components/ui/figure";
import { Skeleton } from "@/components/ui/skeleton";
import { useNear } from "@/components/ui/use-near";
import { formatMoney } from "@/domain/money/format";

// Most accounts are not lent anything.
const MarginCard = dynamic(
  () => import("@/components/portfolio/margin-card").then((module) => module.MarginCard),
  { loading: () => <Skeleton className="h-96" /> },
);

type PortfolioRoomProps = {
  portfolio: Portfolio;
  /** This year, without a benchmark. */
  thisYear: Performance;
  order: PositionsOrder;
  /** What the address says: an account's id, or "all". */
  account: string;
};

/** One account at a glance, or several as one: what it is worth, what can be spent, what is held. */
export function PortfolioRoom({ portfolio: initial, thisYear, order, account }: PortfolioRoomProps) {
  const portfolio = usePortfolio(initial);
  const accountIds = useAccountIds(portfolio);
  const isTogether = accountIds.length > 1;
  const [lower, isLowerNear] = useNear<HTMLDivElement>();
  const hasMargin = portfolio.cash.isMargin && !isTogether;
  return (
    <div className="grid gap-4">
      <h1 className="sr-only">Portfolio</h1>
      {isTogether ? null : <AccountNote status={portfolio.status} />}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_21.25rem]">
        <EquityCard portfolio={portfolio} thisYear={thisYear} />
        <div className="grid content-start gap-4 max-lg:contents">
          {isTogether ? <AccountsCard accounts={portfolio.accounts} /> : null}
          <PhoneFigures portfolio={portfolio} />
          <div className="card-ahead max-md:order-last">
            <CashCard cash={portfolio.cash} accounts={portfolio.accounts} />
          </div>
          <div className="max-lg:order-last">
            <ChangeCard accountIds={accountIds} account={account} />
          </div>
        </div>
        <div className="min-w-0 lg:col-span-2">
          <PositionsCard portfolio={portfolio} initialOrder={order} />
        </div>
      </div>
      <div ref={lower} className={cx("grid items-start gap-4 lg:grid-cols-2", hasMargin && "xl:grid-cols-3")}>
        {hasMargin ? <MarginCard accountId={portfolio.accountId} /> : null}
        <AllocationCard accountIds={accountIds} isNear={isLowerNear} />
        <DividendsCard accounts={portfolio.accounts} isNear={isLowerNear} />
      </div>
    </div>
  );
}

/** The two numbers that a phone shows between the curve and the positions; the cards below have them, too. */
function PhoneFigures({ portfolio }: { portfolio: Portfolio }) {
  return (
    <div aria-hidden className="grid grid-cols-2 gap-2 md:hidden">
      <div className="rounded-card border border-line bg-surface p-3">
        <Figure label="Buying power" value={formatMoney(portfolio.cash.available)} />
      </div>
      <div className="rounded-card border border-line bg-surface p-3">
        <Figure label="Unrealised" value={<Change text={signedUsd(portfolio.unrealised)} />} />
      </div>
    </div>
  );
}
