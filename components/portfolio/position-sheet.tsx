"use client";

import { accountName } from "@/components/portfolio/account-name";
import type { Portfolio, Position } from "@/components/portfolio/portfolio-sums";
import { useAccountIds } from "@/components/portfolio/use-portfolio";
import { type Outputs, useTRPC, useTRPCClient } from "@/components/shell/trpc-client";
import { usePages } from "@/components/shell/use-pages";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Change } from "@/components/ui/change";
import { FigureList, type FigureRow } from "@/components/ui/figure-list";
import { LinkButton } from "@/components/ui/link-button";
import { PhoneRow } from "@/components/ui/phone-row";
import { Sheet } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import {
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatSigned,
  formatWeight,
} from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

type Lot = Outputs["portfolio"]["lots"]["lots"][number];

type PositionSheetProps = {
  position: Position;
  accounts: Portfolio["accounts"];
  onClose: () => void;
};

/** All that is known of one position, and the lots that it consists of. */
export function PositionSheet({ position, accounts, onClose }: PositionSheetProps) {
  const { symbol, name } = position;
  return (
    <Sheet
      title={`${symbol}, ${name}`}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <LinkButton href={`/instruments/${symbol}`}>Quote and chart</LinkButton>
          <LinkButton href={`/trade?symbol=${symbol}`} variant="primary">
            Trade {symbol}
          </LinkButton>
        </>
      }
    >
      <FigureList items={figures(position)} />
      <h3 className="mt-6 mb-1 text-small font-semibold">Lots, oldest first</h3>
      <Lots symbol={symbol} accounts={accounts} />
    </Sheet>
  );
}

function figures(position: Position): FigureRow[] {
  return [
    { label: "Value, USD", value: formatMoney(position.value), isStrong: true },
    { label: "Quantity", value: formatQuantity(position.quantity) },
    { label: "Price, USD", value: formatPrice(position.price) },
    {
      label: "Today, USD",
      value: (
        <Change text={formatSigned(position.dayChange)} detail={formatPercent(position.dayChangeRatio)} />
      ),
    },
    {
      label: "Total, USD",
      value: (
        <Change text={formatSigned(position.unrealised)} detail={formatPercent(position.unrealisedRatio)} />
      ),
      note: "Value less what the open lots cost",
    },
    { label: "Cost, USD", value: formatMoney(position.cost) },
    { label: "Average cost, USD", value: formatPrice(position.averageCost) },
    { label: "Weight", value: formatWeight(position.weight), note: "Of the equity" },
    {
      label: "Yield",
      value: position.yield === null ? "—" : formatWeight(position.yield, 2),
      note:
        position.yearlyIncome === null
          ? "Nothing was paid in the last twelve months"
          : `${formatMoney(position.yearlyIncome)} dollars a year at what the last twelve months paid a share; not a forecast`,
    },
    ...(position.marginRequirement === null
      ? []
      : [{ label: "Margin requirement, USD", value: formatMoney(position.marginRequirement) }]),
    ...(/[1-9]/.test(position.reserved)
      ? [{ label: "Held by open sell orders", value: formatQuantity(position.reserved) }]
      : []),
  ];
}

function Lots({ symbol, accounts }: Pick<PositionSheetProps, "accounts"> & { symbol: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const accountIds = useAccountIds({ accounts });
  const query = usePages({
    queryKey: trpc.portfolio.lots.queryKey({ accountIds, symbol }),
    read: (cursor) => client.portfolio.lots.query({ accountIds, symbol, cursor }),
  });
  if (query.isError)
    return (
      <Callout tone="danger" action={<Button onClick={() => void query.refetch()}>Try again</Button>}>
        The lots could not be read. What you hold is not affected.
      </Callout>
    );
  if (!query.data) return <SkeletonRows rows={3} />;
  const lots = query.data.pages.flatMap((page) => page.lots);
  return (
    <>
      <ul aria-label={`Lots of ${symbol}`} className="-mx-4 divide-y divide-line">
        {lots.map((lot) => (
          <li key={lot.lotId}>
            <LotRow lot={lot} account={accounts.length > 1 ? accounts.find(isOf(lot)) : undefined} />
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          fullWidth
          isPending={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
          className="mt-2"
        >
          Show more lots
        </Button>
      ) : null}
    </>
  );
}

const isOf =
  (lot: Lot) =>
  ({ accountId }: { accountId: string }): boolean =>
    accountId === lot.accountId;

function LotRow({ lot, account }: { lot: Lot; account: Portfolio["accounts"][number] | undefined }) {
  return (
    <PhoneRow
      start={<span className="font-medium">{formatDate(lot.acquiredOn)}</span>}
      startSub={
        <>
          {formatQuantity(lot.quantity)} at {formatPrice(lot.costPerShare)},{" "}
          {lot.term === "LONG" ? "long-term" : "short-term"}
          {account ? <span className="block">{accountName(account)}</span> : null}
        </>
      }
      end={formatMoney(lot.value)}
      endSub={<Change text={formatSigned(lot.unrealised)} detail={formatPercent(lot.unrealisedRatio)} />}
    />
  );
}
