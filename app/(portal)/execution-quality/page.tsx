import { Gauge } from "lucide-react";
import type { Metadata } from "next";
import { QualityRoom } from "@/components/orders/quality-room";
import { readSpan } from "@/components/orders/quality-words";
import { pickAccount } from "@/components/portal-frame/pick-account";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Execution quality" };

type QualityPageProps = { searchParams: Promise<{ account?: string; days?: string }> };

/** `?account=` chooses the account, `?days=` 30, 90 or 365. */
export default async function QualityPage({ searchParams }: QualityPageProps) {
  await requireSignedIn("/execution-quality");
  const api = await serverCaller();
  const [query, accounts] = await Promise.all([searchParams, api.accounts.mine()]);
  const account = pickAccount(accounts, query.account);
  const span = readSpan(query.days);
  return (
    <>
      <PageHeader
        back={{ href: "/orders", label: "Orders" }}
        title="Execution quality"
        description="How your orders were filled, against the best quotes of the moment they were sent."
      />
      {account ? (
        <QualityRoom
          key={account.id}
          accountId={account.id}
          initial={{ span, quality: await api.orders.quality({ accountId: account.id, days: Number(span) }) }}
        />
      ) : (
        <EmptyState
          icon={<Gauge size={20} />}
          title="First, an account"
          action={
            <LinkButton href="/open-account" variant="primary">
              Open an account
            </LinkButton>
          }
        >
          Every fill is measured against the market: you see it here, venue by venue.
        </EmptyState>
      )}
    </>
  );
}
