import { ListOrdered } from "lucide-react";
import type { Metadata } from "next";
import { OrdersBlotter } from "@/components/orders/orders-blotter";
import { pickAccount } from "@/components/portal-frame/pick-account";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Orders" };

type OrdersPageProps = { searchParams: Promise<{ account?: string; show?: string }> };

/** `?account=` chooses the account, `?show=open` or `all` the list. */
export default async function OrdersPage({ searchParams }: OrdersPageProps) {
  await requireSignedIn("/orders");
  const api = await serverCaller();
  const [query, accounts] = await Promise.all([searchParams, api.accounts.mine()]);
  const account = pickAccount(accounts, query.account);
  const show = query.show === "open" ? "OPEN" : "ALL";
  return (
    <>
      <PageHeader
        title="Orders"
        actions={
          account ? (
            <>
              {/* A phone has room for it below: beside the title it would wrap, or not, as fonts come in. */}
              <span className="max-md:hidden">
                <LinkButton href="/execution-quality" prefetch={false}>
                  Execution quality
                </LinkButton>
              </span>
              <LinkButton href="/trade" variant="primary" prefetch={false}>
                New order
              </LinkButton>
            </>
          ) : undefined
        }
      />
      {account ? (
        <>
          <Card padding="none">
            <OrdersBlotter
              key={account.id}
              accountId={account.id}
              initial={{ show, list: await api.orders.list({ accountId: account.id, show }) }}
              isAddressed
            />
          </Card>
          <p className="mt-3 md:hidden">
            <TextLink href="/execution-quality">Execution quality</TextLink>
          </p>
        </>
      ) : (
        <NoAccount />
      )}
    </>
  );
}

const NoAccount = () => (
  <EmptyState
    icon={<ListOrdered size={20} />}
    title="First, an account"
    action={
      <LinkButton href="/open-account" variant="primary">
        Open an account
      </LinkButton>
    }
  >
    Every order that you place is kept here, with each fill, its venue, its fees and its price improvement.
  </EmptyState>
);
