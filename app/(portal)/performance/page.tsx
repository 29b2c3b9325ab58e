import { TrendingUp } from "lucide-react";
import type { Metadata } from "next";
import { ALL_ACCOUNTS, pickAccounts, shortAccountLabel } from "@/components/portal-frame/pick-account";
import { readPerformancePlace } from "@/components/portfolio/performance-address";
import { PerformanceRoom } from "@/components/portfolio/performance-room";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Performance" };

type PerformancePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** How an account, or all accounts as one, did over a period; period and benchmark are in the address. */
export default async function PerformancePage({ searchParams }: PerformancePageProps) {
  await requireSignedIn("/performance");
  const api = await serverCaller();
  const [query, all] = await Promise.all([searchParams, api.accounts.mine()]);
  const chosen = pickAccounts(all, query.account);
  const [first] = chosen;
  if (!first) return <NoAccount />;
  const place = readPerformancePlace(query);
  const accountIds = chosen.map(({ id }) => id);
  const [portfolio, performance, bridge] = await Promise.all([
    api.portfolio.get({ accountIds }),
    api.portfolio.performance({ accountIds, ...place }),
    api.portfolio.bridge({ accountIds, period: place.period }),
  ]);
  const isTogether = chosen.length > 1;
  return (
    <PerformanceRoom
      key={accountIds.join(" ")}
      accounts={portfolio.accounts}
      place={place}
      performance={performance}
      bridge={bridge}
      account={isTogether ? ALL_ACCOUNTS : first.id}
      whose={isTogether ? `all ${chosen.length} accounts` : shortAccountLabel(first)}
    />
  );
}

function NoAccount() {
  return (
    <>
      <PageHeader title="Performance" />
      <EmptyState
        icon={<TrendingUp size={20} />}
        title="First, an account"
        action={
          <LinkButton href="/open-account" variant="primary">
            Open an account
          </LinkButton>
        }
      >
        How it does, and why, will stand here from its first day with money on.
      </EmptyState>
    </>
  );
}
