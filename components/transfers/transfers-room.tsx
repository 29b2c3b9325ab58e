"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatUsd } from "@/domain/money/format";
import { useTRPC, useTRPCClient } from "@/components/shell/trpc-client";
import { BankList } from "@/components/transfers/bank-list";
import { BetweenForm } from "@/components/transfers/between-form";
import { FinishLink } from "@/components/transfers/instant-link";
import { LinkBank } from "@/components/transfers/link-bank";
import { awaitsAnswer, isUnderWay } from "@/components/transfers/money-track";
import { type Direction, MoveMoneyForm } from "@/components/transfers/move-money-form";
import { TransferFilters } from "@/components/transfers/transfer-filters";
import { TransferList } from "@/components/transfers/transfer-list";
import type {
  BankLink,
  OtherAccount,
  TransferFilter,
  TransferLimits,
  TransferPage,
} from "@/components/transfers/types";
import { WirePanel } from "@/components/transfers/wire-panel";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Figure } from "@/components/ui/figure";
import { Tabs } from "@/components/ui/tabs";

/** An answer that takes seconds is waited for; money that takes days is looked after now and then. */
const SOON_MS = 1_500;
const NOW_AND_THEN_MS = 10_000;

type TransfersRoomProps = {
  account: { id: string; status: string; number: string | null; title: string };
  /** Other accounts of the customer's. */
  others: OtherAccount[];
  links: BankLink[];
  limits: TransferLimits;
  transfers: TransferPage;
  direction: Direction;
  /** What the customer came back with from his bank. */
  back: { consentId: string; code: string } | null;
};

const paceOf = (pages: readonly TransferPage[]): number | false => {
  const transfers = pages.flatMap((page) => page.transfers);
  if (transfers.some(awaitsAnswer)) return SOON_MS;
  return transfers.some(isUnderWay) ? NOW_AND_THEN_MS : false;
};

const ALL: TransferFilter = { kind: null, state: null };
const NONE_YET = {
  title: "No transfers yet",
  text: "Link a bank account and enter an amount. You will see here where the money is and on which day you can trade with it.",
};
const NONE_SUCH = {
  title: "Nothing of this kind",
  text: "Choose other filters to see your other transfers.",
};

/** Everything about money that comes and goes, kept fresh while something is on its way. */
export function TransfersRoom({ account, others, back, ...first }: TransfersRoomProps) {
  const [isBack, setBack] = useState(back !== null);
  const [isLinking, setLinking] = useState(false);
  const { links, limits, transfers, pages, filter, setFilter } = useTransfers(account.id, first);
  const [direction, setDirection] = useState(first.direction);
  const isAll = !filter.kind && !filter.state;
  return (
    <>
      {back && isBack ? (
        <div className="mb-4">
          <FinishLink {...back} onDone={() => setBack(false)} />
        </div>
      ) : null}
      <Restrictions limits={limits} />
      <div className="grid items-start gap-4 lg:grid-cols-[23rem_minmax(0,1fr)]">
        <div className="grid gap-4">
          <Card title="Move money">
            <Tabs
              label="Ways to move money"
              items={[
                {
                  id: "ach",
                  label: "Bank",
                  content: (
                    <div className="pt-4">
                      <BankPart
                        accountId={account.id}
                        links={links}
                        limits={limits}
                        direction={direction}
                        onDirection={setDirection}
                      />
                    </div>
                  ),
                },
                {
                  id: "wire",
                  label: "Wire",
                  content: (
                    <div className="pt-4">
                      <WirePanel account={account} limits={limits} />
                    </div>
                  ),
                },
                ...(others.length > 0
                  ? [
                      {
                        id: "own",
                        label: "Own accounts",
                        content: (
                          <div className="pt-4">
                            <BetweenForm accountId={account.id} others={others} limits={limits} />
                          </div>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Card>
          {links.length > 0 ? (
            <BankList links={links} today={limits.today} onLinkAnother={() => setLinking(true)} />
          ) : null}
        </div>
        <div className="grid gap-4">
          <CashFigures limits={limits} />
          <TransferList
            transfers={pages.flatMap((page) => page.transfers)}
            today={limits.today}
            filters={<TransferFilters filter={filter} onChange={setFilter} />}
            empty={isAll ? NONE_YET : NONE_SUCH}
            {...(transfers.hasNextPage
              ? {
                  older: {
                    isLoading: transfers.isFetchingNextPage,
                    onLoad: () => void transfers.fetchNextPage(),
                  },
                }
              : {})}
          />
        </div>
        <Dialog title="Link another bank account" isOpen={isLinking} onOpenChange={setLinking} size="sm">
          <LinkBank accountId={account.id} onLinked={() => setLinking(false)} />
        </Dialog>
      </div>
    </>
  );
}

type BankPartProps = {
  accountId: string;
  links: readonly BankLink[];
  limits: TransferLimits;
  direction: Direction;
  onDirection: (direction: Direction) => void;
};

/** Deposits and withdrawals, or what must come before them: a bank account that is linked and confirmed. */
function BankPart({ links, ...form }: BankPartProps) {
  const banks = links.filter((link) => link.status === "VERIFIED");
  if (banks.length > 0) return <MoveMoneyForm banks={banks} {...form} />;
  if (links.length > 0) return <NoBankYet links={links} />;
  return (
    <div className="grid gap-3">
      <h3 className="text-base font-semibold">Link a bank account</h3>
      <LinkBank accountId={form.accountId} />
    </div>
  );
}

/** Links, limits and the list by a filter, asked again while something is on its way. */
function useTransfers(accountId: string, first: Pick<TransfersRoomProps, "links" | "limits" | "transfers">) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [filter, setFilter] = useState(ALL);
  const links = useQuery({
    ...trpc.funding.links.queryOptions({ accountId }),
    initialData: first.links,
    refetchInterval: (query) =>
      query.state.data?.some(
        ({ status, microDeposits }) => status === "PENDING" || microDeposits?.arriveOn === null,
      )
        ? SOON_MS
        : false,
  }).data;
  const input = { accountId, ...filter };
  // By hand: the made-up options add a field to the input, which takes no unknown ones.
  const transfers = useInfiniteQuery({
    queryKey: [...trpc.funding.transfers.queryKey(input), "pages"],
    queryFn: ({ pageParam, signal }) =>
      client.funding.transfers.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(filter === ALL ? { initialData: { pages: [first.transfers], pageParams: [null] } } : {}),
    placeholderData: (before) => before,
    refetchInterval: (query) => paceOf(query.state.data?.pages ?? []),
  });
  const pages = transfers.data?.pages ?? [];
  const limits = useQuery({
    ...trpc.funding.limits.queryOptions({ accountId }),
    initialData: first.limits,
    refetchInterval: paceOf(pages),
  }).data;
  return { links, limits, transfers, pages, filter, setFilter };
}

function NoBankYet({ links }: { links: readonly BankLink[] }) {
  if (links.some((link) => link.status === "PENDING"))
    return (
      <Callout title="Waiting for your bank" isLive>
        It compares the name on its account with yours. This takes a moment; the form opens by itself.
      </Callout>
    );
  if (links.some((link) => link.status === "MICRO_DEPOSITS"))
    return (
      <Callout title="Two small amounts are on their way">
        Your bank tells no names, so we sent it two amounts of less than a dollar. Tell us below what they
        were, and the form opens.
      </Callout>
    );
  return (
    <Callout tone="caution" title="No bank account can be used">
      Check the routing and account numbers, and that the account is in your own name. Then link it again.
    </Callout>
  );
}

const MEANS: Record<string, string> = {
  NO_WITHDRAWALS: "Nothing can be withdrawn until we have looked at it.",
  LIQUIDATE_ONLY: "You can sell and pay in, and not buy, until it is paid.",
};

/** Why something does not go: a deposit came back, and perhaps the account owes. */
function Restrictions({ limits }: { limits: TransferLimits }) {
  return limits.restrictions
    .filter(({ kind }) => MEANS[kind])
    .map(({ kind, reason }) => (
      <div key={kind} className="mb-4">
        <Callout
          tone={kind === "LIQUIDATE_ONLY" ? "danger" : "caution"}
          title={kind === "LIQUIDATE_ONLY" ? "Your account owes" : "Withdrawals are stopped"}
        >
          {reason} {MEANS[kind]}
        </Callout>
      </div>
    ));
}

function CashFigures({ limits }: { limits: TransferLimits }) {
  return (
    <Card>
      <div className="grid gap-4 sm:grid-cols-3">
        <Figure label="Available for trading" value={formatUsd(limits.available)} />
        <Figure label="Deposits not yet usable" value={formatUsd(limits.uncollected)} />
        <Figure label="May be withdrawn" value={formatUsd(limits.withdrawable)} />
      </div>
    </Card>
  );
}
