import { History } from "lucide-react";
import type { Metadata } from "next";
import {
  activityHref,
  activityListInput,
  type ActivityPlace,
  readActivityPlace,
} from "@/components/activity/activity-address";
import { ActivityFilters } from "@/components/activity/activity-filters";
import { ActivityTable } from "@/components/activity/activity-table";
import { RefreshOnNews } from "@/components/activity/refresh-on-news";
import { pickAccount } from "@/components/portal-frame/pick-account";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { TextLink } from "@/components/ui/text-link";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Activity" };

type ActivityPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Trades, cash, orders and settlements of one account as one list; every filter is in the address. */
export default async function ActivityPage({ searchParams }: ActivityPageProps) {
  await requireSignedIn("/activity");
  const place = readActivityPlace(await searchParams);
  const api = await serverCaller();
  const accounts = await api.accounts.mine();
  const account = pickAccount(accounts, place.account);
  const page = account ? await api.activity.list(activityListInput(place, account.id)) : null;
  return (
    <>
      {place.cursor ? null : <RefreshOnNews />}
      <PageHeader
        title="Activity"
        description="Everything that happened in your account by the exchange clock, newest first."
      />
      <Card padding="none">
        <ActivityFilters place={place} />
        <ActivityTable
          items={page?.items ?? []}
          empty={<NothingYet place={place} hasAccount={Boolean(account)} />}
        />
        <Pagination
          label="Activity"
          summary={
            place.cursor ? <TextLink href={activityHref(place, {})}>Back to the newest</TextLink> : undefined
          }
          next={page?.nextCursor ? { href: activityHref(place, { cursor: page.nextCursor }) } : undefined}
        />
      </Card>
    </>
  );
}

function NothingYet({ place, hasAccount }: { place: ActivityPlace; hasAccount: boolean }) {
  const isFiltered = place.show !== "all" || place.from || place.to || place.cursor;
  if (hasAccount && isFiltered) {
    return (
      <EmptyState
        icon={<History size={20} />}
        title="Nothing of this kind in these days"
        action={
          <LinkButton href={activityHref(place, { show: "all", from: "", to: "" })}>
            Show everything
          </LinkButton>
        }
      />
    );
  }
  return hasAccount ? (
    <EmptyState
      icon={<History size={20} />}
      title="Nothing has happened yet"
      action={
        <LinkButton href="/transfers" variant="primary">
          Make a first deposit
        </LinkButton>
      }
    >
      It begins with money: link a bank account and pay in. From then on every deposit, order, trade and
      settlement stands here.
    </EmptyState>
  ) : (
    <EmptyState
      icon={<History size={20} />}
      title="First, an account"
      action={
        <LinkButton href="/open-account" variant="primary">
          Open an account
        </LinkButton>
      }
    >
      Everything that happens in it will stand here.
    </EmptyState>
  );
}
