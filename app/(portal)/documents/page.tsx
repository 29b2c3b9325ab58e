import { Archive, FileText } from "lucide-react";
import type { Metadata } from "next";
import {
  archiveHref,
  documentsHref,
  documentsListInput,
  type DocumentsPlace,
  readDocumentsPlace,
} from "@/components/documents/documents-address";
import { DocumentsFilters } from "@/components/documents/documents-filters";
import { DocumentsTable } from "@/components/documents/documents-table";
import { GainsReportCard } from "@/components/documents/gains-report-card";
import { RefreshOnPapers } from "@/components/documents/refresh-on-papers";
import { SignedPapers } from "@/components/onboarding/signed-papers";
import { pickAccount } from "@/components/portal-frame/pick-account";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { StatusPill } from "@/components/ui/status-pill";
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
  const profile = await api.profile.mine();
  const page = account ? await api.documents.list(documentsListInput(place, account.id)) : null;
  return (
    <>
      {place.cursor ? null : <RefreshOnPapers />}
      <PageHeader
        title="Documents"
        description={
          <>
            Monthly statements and a confirmation of each trade, prepared from the books of the carrying firm.
            They stay here and never change. <Delivery mode={profile?.delivery ?? null} />
          </>
        }
        aside={page && page.unread > 0 ? <StatusPill tone="accent">{page.unread} unread</StatusPill> : null}
        actions={
          account && page && page.documents.length > 0 ? (
            <LinkButton
              href={archiveHref(place, account.id)}
              download
              icon={<Archive aria-hidden size={16} />}
            >
              Download all as ZIP
            </LinkButton>
          ) : null
        }
      />
      <Card padding="none">
        <DocumentsFilters place={place} years={page?.years ?? []} />
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
      {account && page && page.years.length > 0 ? (
        <div className="mt-4">
          <GainsReportCard key={account.id} accountId={account.id} years={page.years} />
        </div>
      ) : null}
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

/** How papers come, and where that is chosen. */
function Delivery({ mode }: { mode: "ELECTRONIC" | "PAPER" | null }) {
  if (mode === null) return null;
  return (
    <>
      {mode === "PAPER"
        ? "They also come by post."
        : "You get them electronically, with a message when there is one."}{" "}
      <TextLink href="/settings/accounts">Change how they come</TextLink>
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
  if (place.show !== "all" || place.search || place.year || place.cursor) {
    return (
      <EmptyState
        icon={icon}
        title="No document like that"
        action={
          <LinkButton href={documentsHref(place, { show: "all", search: "", year: "" })}>
            Show all documents
          </LinkButton>
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
