import { FileText } from "lucide-react";
import type { Metadata } from "next";
import {
  documentsHref,
  documentsListInput,
  type DocumentsPlace,
  readDocumentsPlace,
} from "@/components/documents/documents-address";
import { DocumentsFilters } from "@/components/documents/documents-filters";
import { DocumentsTable } from "@/components/documents/documents-table";
import { RefreshOnPapers } from "@/components/documents/refresh-on-papers";
import { SignedPapers } from "@/components/onboarding/signed-papers";
import { pickAccount } from "@/components/portal-frame/pick-account";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { TextLink } from "@/components/ui/text-link";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Documents" };

type DocumentsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Statements and confirmations of one account; every filter is in the address. */
export default async function DocumentsPage({ searchParams }: DocumentsPageProps) {
  await requireSignedIn("/documents");
  const place = readDocumentsPlace(await searchParams);
  const api = await serverCaller();
  const account = pickAccount(await api.accounts.mine(), place.account);
  // What was signed is the person's, whatever account is chosen; it stands under the newest papers.
  const signed = place.cursor ? [] : await api.documents.signed();
  const page = account ? await api.documents.list(documentsListInput(place, account.id)) : null;
  return (
    <>
      {place.cursor ? null : <RefreshOnPapers />}
      <PageHeader
        title="Documents"
        description="Monthly statements and a confirmation of each trade, prepared from the carrying firm's books. They stay here and never change."
      />
      <Card padding="none">
        <DocumentsFilters place={place} />
        <DocumentsTable
          items={page?.documents ?? []}
          empty={<NothingYet place={place} hasAccount={Boolean(account)} />}
        />
        <Pagination
          label="documents"
          summary={
            place.cursor ? <TextLink href={documentsHref(place, {})}>Back to the newest</TextLink> : undefined
          }
          next={page?.nextCursor ? { href: documentsHref(place, { cursor: page.nextCursor }) } : undefined}
        />
      </Card>
      {signed.length > 0 ? (
        <div className="mt-4">
          <Card title="What you signed">
            <SignedPapers papers={signed} />
          </Card>
        </div>
      ) : null}
    </>
  );
}

function NothingYet({ place, hasAccount }: { place: DocumentsPlace; hasAccount: boolean }) {
  const icon = <FileText size={20} />;
  if (!hasAccount) {
    return (
      <EmptyState
        icon={icon}
        title="First, an account"
        action={
          <LinkButton href="/open-account" variant="primary">
            Open an account
          </LinkButton>
        }
      >
        Its statements and confirmations will stand here.
      </EmptyState>
    );
  }
  if (place.show !== "all" || place.search || place.cursor) {
    return (
      <EmptyState
        icon={icon}
        title="No document like that"
        action={
          <LinkButton href={documentsHref(place, { show: "all", search: "" })}>Show all documents</LinkButton>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={icon}
      title="No documents yet"
      action={<LinkButton href="/trade">Look at the market</LinkButton>}
    >
      A confirmation comes at the end of each day on which you trade, and a statement at the end of each
      month.
    </EmptyState>
  );
}
