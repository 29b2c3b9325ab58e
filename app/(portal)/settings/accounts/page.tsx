import { Landmark } from "lucide-react";
import type { Metadata } from "next";
import { EvidenceCard } from "@/components/evidence/evidence-card";
import { DeliveryCard } from "@/components/profile/delivery-card";
import { AccountRequestsCard } from "@/components/requests/account-requests";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Accounts" };

export default async function AccountSettingsPage() {
  await requireSignedIn("/settings/accounts");
  const api = await serverCaller();
  const accounts = await api.accounts.mine();
  const open = accounts.filter(({ status }) => status !== "OPENING");
  if (open.length === 0)
    return (
      <EmptyState
        icon={<Landmark size={20} />}
        title="No account yet"
        action={<LinkButton href="/open-account">Open an account</LinkButton>}
      >
        Here you upgrade and close accounts, and say how your papers come.
      </EmptyState>
    );
  const [profile, requests] = await Promise.all([
    api.profile.mine(),
    Promise.all(open.map(({ id }) => api.requests.ofAccount({ accountId: id }))),
  ]);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="grid gap-4">
        {open.map((account, i) => {
          const initial = requests[i];
          return initial ? (
            <AccountRequestsCard key={account.id} account={account} initial={initial} />
          ) : null;
        })}
        {profile ? <DeliveryCard initial={profile} /> : null}
      </div>
      <div className="grid gap-4">
        {open.map(({ id, status, maskedNumber }) =>
          status === "CLOSED" ? null : (
            <EvidenceCard
              key={id}
              subjectType="ACCOUNT"
              subjectId={id}
              part={null}
              title={open.length > 1 ? `Papers for ${maskedNumber}` : "Papers"}
            >
              What we asked you for: a new passport, a bill with your new address, your employer&rsquo;s
              letter.
            </EvidenceCard>
          ),
        )}
      </div>
    </div>
  );
}
