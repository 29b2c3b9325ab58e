import { CircleDollarSign } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { pickAccount } from "@/components/portal-frame/pick-account";
import { TransfersRoom } from "@/components/transfers/transfers-room";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Transfers" };

type TransfersPageProps = {
  searchParams: Promise<{ account?: string; move?: string; consent?: string; code?: string }>;
};

/**
 * `?account=` chooses the account, `?move=withdraw` opens the form for a withdrawal; a bank sends its customer back with
 * `?consent=` and `?code=`.
 */
export default async function TransfersPage({ searchParams }: TransfersPageProps) {
  await requireSignedIn("/transfers");
  const query = await searchParams;
  const api = await serverCaller();
  const accounts = await api.accounts.mine();
  const account = pickAccount(accounts, query.account);
  if (!account) return <NoAccount />;
  const input = { accountId: account.id };
  const [links, limits, transfers] = await Promise.all([
    api.funding.links(input),
    api.funding.limits(input),
    api.funding.transfers(input),
  ]);
  return (
    <>
      <PageHeader
        title="Transfers"
        description="Money to and from your bank and between your accounts. The clearing firm holds it and moves it."
      />
      {NOTES[account.status] ? <div className="mb-4">{NOTES[account.status]}</div> : null}
      <TransfersRoom
        key={account.id}
        account={account}
        links={links}
        limits={limits}
        transfers={transfers}
        others={accounts.filter(({ id, status }) => id !== account.id && status !== "CLOSED")}
        direction={query.move === "withdraw" ? "WITHDRAWAL" : "DEPOSIT"}
        back={query.consent && query.code ? { consentId: query.consent, code: query.code } : null}
      />
    </>
  );
}

/** What an account that is not simply open means for money. */
const NOTES: Record<string, ReactNode> = {
  OPENING: (
    <Callout title="Your account is being opened">
      You can link a bank account now. Deposits can be asked for as soon as the clearing firm has given your
      account its number.
    </Callout>
  ),
  RESTRICTED: (
    <Callout tone="caution" title="Your account is restricted">
      A deposit came back from the bank and the account is short. Pay in what is missing; until then nothing
      can be withdrawn and no orders can be placed.
    </Callout>
  ),
  CLOSED: (
    <Callout tone="caution" title="This account is closed">
      No money can be moved.
    </Callout>
  ),
};

function NoAccount() {
  return (
    <>
      <PageHeader title="Transfers" />
      <EmptyState
        icon={<CircleDollarSign size={20} />}
        title="First, an account"
        action={
          <LinkButton href="/open-account" variant="primary">
            Open an account
          </LinkButton>
        }
      >
        When it is open you can link your bank here and pay in.
      </EmptyState>
    </>
  );
}
