"use client";

import { AllocationCard } from "@/components/portfolio/allocation-card";
import { CashCard } from "@/components/portfolio/cash-card";
import { DividendsCard } from "@/components/portfolio/dividends-card";
import { EquityCard, type Range } from "@/components/portfolio/equity-card";
import { type History, type Portfolio, signedUsd } from "@/components/portfolio/portfolio-sums";
import { MarginCard } from "@/components/portfolio/margin-card";
import { PositionsCard } from "@/components/portfolio/positions-card";
import { usePortfolio } from "@/components/portfolio/use-portfolio";
import { Callout } from "@/components/ui/callout";
import { Change } from "@/components/ui/change";
import { Figure } from "@/components/ui/figure";
import { formatMoney } from "@/domain/money/format";

type PortfolioRoomProps = {
  portfolio: Portfolio;
  history: History;
  range: Range;
};

/** One account at a glance: what it is worth, what can be spent, what is held. */
export function PortfolioRoom({ portfolio: initial, history, range }: PortfolioRoomProps) {
  const portfolio = usePortfolio(initial);
  return (
    <div className="grid gap-4">
      <h1 className="sr-only">Portfolio</h1>
      <AccountNote status={portfolio.status} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_21.25rem]">
        <EquityCard portfolio={portfolio} initial={{ range, history }} />
        <PhoneFigures portfolio={portfolio} />
        <div className="grid content-start gap-4 max-md:order-last">
          {portfolio.cash.isMargin ? (
            <MarginCard accountId={portfolio.accountId} />
          ) : (
            <CashCard cash={portfolio.cash} />
          )}
          <DividendsCard accountId={portfolio.accountId} />
          <AllocationCard portfolio={portfolio} />
        </div>
        <div className="min-w-0 lg:col-span-2">
          <PositionsCard portfolio={portfolio} />
        </div>
      </div>
    </div>
  );
}

/** The two numbers that a phone shows before the list. */
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

/** What an account that is not simply open means. */
function AccountNote({ status }: { status: string }) {
  if (status === "OPENING") {
    return (
      <Callout title="Your account is being opened">
        The clearing firm gives it its number, usually within a minute. This page notices by itself; meanwhile
        you can link your bank.
      </Callout>
    );
  }
  if (status === "RESTRICTED") {
    return (
      <Callout tone="caution" title="Your account is restricted">
        A deposit came back from the bank, or a venue took a trade back, and the account is short. Pay in what
        is missing under Transfers, or call us about missing shares; until then no orders can be placed.
      </Callout>
    );
  }
  if (status === "CLOSED")
    return <Callout title="This account is closed">What it held can still be looked at.</Callout>;
  return null;
}
