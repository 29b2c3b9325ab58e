import { Landmark } from "lucide-react";
import type { Metadata } from "next";
import { pickAccount } from "@/components/portal-frame/pick-account";
import { PortfolioRoom } from "@/components/portfolio/portfolio-room";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Portfolio" };

const RANGE = "YTD";

type PortfolioPageProps = { searchParams: Promise<{ account?: string }> };

export default async function PortfolioPage({ searchParams }: PortfolioPageProps) {
  await requireSignedIn("/portfolio");
  const api = await serverCaller();
  const [query, accounts] = await Promise.all([searchParams, api.accounts.mine()]);
  const account = pickAccount(accounts, query.account);
  if (!account) return <NoAccount />;
  const [portfolio, history] = await Promise.all([
    api.portfolio.get({ accountId: account.id }),
    api.portfolio.history({ accountId: account.id, range: RANGE }),
  ]);
  return <PortfolioRoom key={account.id} portfolio={portfolio} history={history} range={RANGE} />;
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
