"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatUsd } from "@/domain/money/format";
import { useTRPC, useTRPCClient } from "@/components/shell/trpc-client";
import { BankList } from "@/components/transfers/bank-list";
import { LinkBankForm } from "@/components/transfers/link-bank-form";
import { awaitsAnswer, isUnderWay } from "@/components/transfers/money-track";
import { type Direction, MoveMoneyForm } from "@/components/transfers/move-money-form";
import { TransferList } from "@/components/transfers/transfer-list";
import type { BankLink, TransferLimits, TransferPage } from "@/components/transfers/types";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Figure } from "@/components/ui/figure";

/** An answer that takes seconds is waited for; money that takes days is looked after now and then. */
const SOON_MS = 1_500;
const NOW_AND_THEN_MS = 10_000;

type TransfersRoomProps = {
  account: { id: string; status: string };
  links: BankLink[];
  limits: TransferLimits;
  transfers: TransferPage;
  direction: Direction;
};

const paceOf = (pages: readonly TransferPage[]): number | false => {
  const transfers = pages.flatMap((page) => page.transfers);
  if (transfers.some(awaitsAnswer)) return SOON_MS;
  return transfers.some(isUnderWay) ? NOW_AND_THEN_MS : false;
};

/** Everything about money that comes and goes, kept fresh while something is on its way. */
export function TransfersRoom({ account, ...first }: TransfersRoomProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { accountId: account.id };
  const [direction, setDirection] = useState(first.direction);
  const [isLinking, setLinking] = useState(false);
  const links = useQuery({
    ...trpc.funding.links.queryOptions(input),
    initialData: first.links,
    refetchInterval: (query) =>
      query.state.data?.some((link) => link.status === "PENDING") ? SOON_MS : false,
  }).data;
  // By hand: the made-up options add a field to the input, which takes no unknown ones.
  const transfers = useInfiniteQuery({
    queryKey: [...trpc.funding.transfers.queryKey(input), "pages"],
    queryFn: ({ pageParam, signal }) =>
      client.funding.transfers.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    initialData: { pages: [first.transfers], pageParams: [null] },
    refetchInterval: (query) => paceOf(query.state.data?.pages ?? []),
  });
  const pages = transfers.data.pages;
  const limits = useQuery({
    ...trpc.funding.limits.queryOptions(input),
    initialData: first.limits,
    refetchInterval: paceOf(pages),
  }).data;

  const verified = links.filter((link) => link.status === "VERIFIED");
  const isWaiting = links.some((link) => link.status === "PENDING");
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[23rem_minmax(0,1fr)]">
      <div className="grid gap-4">
        {links.length === 0 ? (
          <Card title="Link a bank account">
            <LinkBankForm accountId={account.id} />
          </Card>
        ) : (
          <>
            <Card title="Move money">
              {verified.length > 0 ? (
                <MoveMoneyForm
                  accountId={account.id}
                  banks={verified}
                  limits={limits}
                  direction={direction}
                  onDirection={setDirection}
                />
              ) : (
                <NoBankYet isWaiting={isWaiting} />
              )}
            </Card>
            <BankList links={links} onLinkAnother={() => setLinking(true)} />
          </>
        )}
      </div>
      <div className="grid gap-4">
        <CashFigures limits={limits} />
        <TransferList
          transfers={pages.flatMap((page) => page.transfers)}
          today={limits.today}
          hasLinkedBank={verified.length > 0}
          older={
            transfers.hasNextPage
              ? { isLoading: transfers.isFetchingNextPage, onLoad: () => void transfers.fetchNextPage() }
              : undefined
          }
        />
      </div>
      <Dialog title="Link another bank account" isOpen={isLinking} onOpenChange={setLinking} size="sm">
        <LinkBankForm accountId={account.id} onLinked={() => setLinking(false)} />
      </Dialog>
    </div>
  );
}

function NoBankYet({ isWaiting }: { isWaiting: boolean }) {
  return isWaiting ? (
    <Callout title="Waiting for your bank" isLive>
      It compares the name on its account with yours. This takes a moment; the form opens by itself.
    </Callout>
  ) : (
    <Callout tone="caution" title="No bank account was confirmed">
      Check the routing and account numbers, and that the account is in your own name. Then link it again.
    </Callout>
  );
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
