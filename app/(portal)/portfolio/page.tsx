import { Landmark } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ALL_ACCOUNTS, pickAccounts } from "@/components/portal-frame/pick-account";
import { PortfolioRoom } from "@/components/portfolio/portfolio-room";
import { POSITIONS_COOKIE, readPositionsOrder } from "@/components/portfolio/positions-order";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Portfolio" };

type PortfolioPageProps = { searchParams: Promise<{ account?: string | string[] }> };

export default async function PortfolioPage({ searchParams }: PortfolioPageProps) {
  await requireSignedIn("/portfolio");
  const api = await serverCaller();
  const [query, accounts, jar] = await Promise.all([searchParams, api.accounts.mine(), cookies()]);
  const accountIds = pickAccounts(accounts, query.account).map(({ id }) => id);
  const [first] = accountIds;
  if (!first) return <NoAccount />;
  const [portfolio, thisYear] = await Promise.all([
    api.portfolio.get({ accountIds }),
    api.portfolio.performance({ accountIds, period: { kind: "YTD" }, benchmark: null }),
  ]);
  return (
    <PortfolioRoom
      key={accountIds.join(" ")}
      portfolio={portfolio}
      thisYear={thisYear}
      order={readPositionsOrder(jar.get(POSITIONS_COOKIE)?.value)}
      account={accountIds.length > 1 ? ALL_ACCOUNTS : first}
    />
  );
}

function NoAccount() {
  return (
    <>
      <PageHeader title="Portfolio" />
      <EmptyState
        icon={<Landmark size={20} />}
        title="Welcome. First, an account"
        action={
          <LinkButton href="/open-account" variant="primary">
            Open an account
          </LinkButton>
        }
      >
        It takes about ten minutes, and you can stop and go on at any time. What you own then stands here,
        with its value as the market moves.
      </EmptyState>
    </>
  );
}
