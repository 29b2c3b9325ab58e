"use client";

import { accountName } from "@/components/portfolio/account-name";
import { type BridgeTerm, TERM_WORDS } from "@/components/portfolio/bridge-words";
import type { PerformancePlace } from "@/components/portfolio/performance-address";
import type { Portfolio } from "@/components/portfolio/portfolio-sums";
import { useAccountIds } from "@/components/portfolio/use-portfolio";
import { type Outputs, useTRPC, useTRPCClient } from "@/components/shell/trpc-client";
import { usePages } from "@/components/shell/use-pages";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Change } from "@/components/ui/change";
import { Dialog } from "@/components/ui/dialog";
import { PhoneRow } from "@/components/ui/phone-row";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatSigned } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type Entry = Outputs["portfolio"]["bridgeEntries"]["entries"][number];

type EntriesDialogProps = {
  term: BridgeTerm;
  amount: string;
  period: PerformancePlace["period"];
  /** "30 Jun 2026 to 31 Jul 2026" */
  days: string;
  accounts: Portfolio["accounts"];
  onClose: () => void;
};

/** The entries that one term of the bridge is the sum of, newest first. */
export function EntriesDialog({ term, amount, period, days, accounts, onClose }: EntriesDialogProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const accountIds = useAccountIds({ accounts });
  const query = usePages({
    queryKey: trpc.portfolio.bridgeEntries.queryKey({ accountIds, period, term }),
    read: (cursor) => client.portfolio.bridgeEntries.query({ accountIds, period, term, cursor }),
  });
  const entries = query.data?.pages.flatMap((page) => page.entries);
  const accountOf = (entry: Entry) =>
    accounts.length > 1 ? accounts.find(({ accountId }) => accountId === entry.accountId) : undefined;
  return (
    <Dialog
      title={TERM_WORDS[term].name}
      size="lg"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <p className="mb-3 text-muted">
        {days}: <Change text={formatSigned(amount)} isStrong /> dollars. {TERM_WORDS[term].note}.
      </p>
      {query.isError ? (
        <Callout tone="danger" action={<Button onClick={() => void query.refetch()}>Try again</Button>}>
          The entries could not be read. Nothing has changed in your account.
        </Callout>
      ) : !entries ? (
        <SkeletonRows rows={4} />
      ) : (
        <ul aria-label="Entries" className="-mx-5 divide-y divide-line border-y border-line">
          {entries.map((entry) => (
            <li key={entry.id}>
              <EntryRow entry={entry} account={accountOf(entry)} />
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <Button
          fullWidth
          className="mt-3"
          isPending={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more entries
        </Button>
      ) : null}
    </Dialog>
  );
}

function EntryRow({ entry, account }: { entry: Entry; account: Portfolio["accounts"][number] | undefined }) {
  const facts = [
    entry.day ? formatDate(entry.day) : null,
    entry.symbol,
    account ? accountName(account) : null,
  ].filter((fact) => fact !== null);
  return (
    <PhoneRow
      start={<span className="font-medium">{entry.description}</span>}
      startSub={facts.join(", ")}
      end={<Change text={formatSigned(entry.amount)} hasMark={false} />}
    />
  );
}
