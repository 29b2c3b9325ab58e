import { ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import { pickAccount } from "@/components/portal-frame/pick-account";
import { HarvestCard } from "@/components/taxes/harvest-card";
import { RealisedCard } from "@/components/taxes/realised-card";
import { TaxLinks } from "@/components/taxes/tax-links";
import {
  readTaxesPlace,
  realisedInput,
  TAX_TABS,
  type TaxesPlace,
  taxesHref,
  type TaxTab,
} from "@/components/taxes/taxes-address";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Taxes" };

type TaxesPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What was realised, lot by lot, and the losses that are not; every choice is in the address. */
export default async function TaxesPage({ searchParams }: TaxesPageProps) {
  await requireSignedIn("/taxes");
  const place = readTaxesPlace(await searchParams);
  const accounts = await (await serverCaller()).accounts.mine();
  const account = pickAccount(accounts, place.account);
  return (
    <>
      <PageHeader
        title="Taxes"
        description="Gains and losses by lot. What is reported to you and to the tax office is the clearing firm’s form."
        actions={account ? <LinkButton href="/settings/tax">How lots are sold</LinkButton> : undefined}
      />
      <div className="mb-4 border-b border-line">
        <TaxLinks
          label="Views"
          links={(Object.keys(TAX_TABS) as TaxTab[]).map((tab) => ({
            href: taxesHref(place, { tab }),
            label: TAX_TABS[tab],
            isHere: tab === place.tab,
          }))}
        />
      </div>
      {account ? (
        <TaxesOf accountId={account.id} place={place} hasOthers={accounts.length > 1} />
      ) : (
        <EmptyState
          icon={<ReceiptText size={20} />}
          title="First, an account"
          action={
            <LinkButton href="/open-account" variant="primary">
              Open an account
            </LinkButton>
          }
        >
          What you sell will stand here, lot by lot.
        </EmptyState>
      )}
    </>
  );
}

async function TaxesOf({
  accountId,
  place,
  hasOthers,
}: {
  accountId: string;
  place: TaxesPlace;
  hasOthers: boolean;
}) {
  const api = await serverCaller();
  if (place.tab === "harvest") return <HarvestCard harvest={await api.tax.harvest({ accountId })} />;
  const gains = await api.tax.realised(realisedInput(place, accountId));
  return <RealisedCard gains={gains} place={place} accountId={accountId} hasOthers={hasOthers} />;
}
