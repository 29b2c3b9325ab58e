import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { AccountDesk } from "@/components/admin/accounts/account-desk";
import { AccountStatusPill } from "@/components/admin/accounts/account-status";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaff } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Account" };

type AccountPageProps = { params: Promise<{ id: string }> };

export default async function AccountPage({ params }: AccountPageProps) {
  const { id } = await params;
  const me = await requireStaff(`/admin/accounts/${id}`);
  const api = await serverCaller();
  const isAdmin = me.role === "ADMIN";
  const [account, risk, caps] = await Promise.all([
    orNotFound(api.accounts.detail({ accountId: id })),
    isAdmin ? orNotFound(api.risk.account({ accountId: id })) : null,
    isAdmin ? orNotFound(api.funding.accountCaps({ accountId: id })) : null,
  ]);
  return (
    <>
      <PageHeader
        title={account.number ?? "Account being opened"}
        description={`${account.title} · ${account.typeTitle}`}
        back={{ href: "/admin/accounts", label: "Accounts" }}
        aside={<AccountStatusPill status={account.status} />}
      />
      <AccountDesk account={account} risk={risk} caps={caps} />
    </>
  );
}
