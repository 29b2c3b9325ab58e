"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { accountName } from "@/components/portfolio/account-name";
import { NoPositions } from "@/components/portfolio/no-positions";
import {
  groupOf,
  groupPositions,
  type Portfolio,
  sortPositions,
} from "@/components/portfolio/portfolio-sums";
import { positionColumns, PositionRow, tableGroup } from "@/components/portfolio/positions-columns";
import {
  type Grouping,
  keepPositionsOrder,
  type PositionsOrder,
  type SortKey,
  sortedBy,
} from "@/components/portfolio/positions-order";
import { useAccountIds, useEachPortfolio } from "@/components/portfolio/use-portfolio";
import { useIsStale } from "@/components/shell/live-provider";
import { Card } from "@/components/ui/card";
import { CompactSelect } from "@/components/ui/compact-select";
import { DataTable, type TableSort } from "@/components/ui/data-table";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SkeletonRows } from "@/components/ui/skeleton";

const ClosedPositions = dynamic(
  () => import("@/components/portfolio/closed-positions").then((module) => module.ClosedPositions),
  { loading: () => <SkeletonRows /> },
);
const PositionSheet = dynamic(() =>
  import("@/components/portfolio/position-sheet").then((module) => module.PositionSheet),
);

const GROUP_NAMES: Record<Grouping, string> = {
  none: "Nothing",
  sector: "Sector",
  type: "Type",
  account: "Account",
};
const SORT_NAMES: Record<SortKey, string> = {
  value: "Value",
  dayChange: "Day",
  unrealised: "Total",
  weight: "Weight",
  symbol: "Symbol",
  yield: "Yield",
  marginRequirement: "Margin requirement",
};

type PositionsCardProps = { portfolio: Portfolio; initialOrder: PositionsOrder };

/** What is held, each with its value, its day and its whole, live; and what was held and is sold. */
export function PositionsCard({ portfolio, initialOrder }: PositionsCardProps) {
  const [shown, setShown] = useState<"open" | "closed">("open");
  const [order, setOrder] = useState(initialOrder);
  const accountIds = useAccountIds(portfolio);
  const isTogether = accountIds.length > 1;
  const canGroup = shown === "open" && portfolio.positions.length > 1;

  function choose(next: PositionsOrder) {
    setOrder(next);
    keepPositionsOrder(next);
  }

  return (
    <Card
      title="Positions"
      padding="none"
      aside={
        <>
          {canGroup ? (
            <>
              <CompactSelect
                label="Group by"
                value={order.group === "account" && !isTogether ? "none" : order.group}
                onChange={(group) => choose({ ...order, group })}
                options={named(GROUP_NAMES).filter(({ value }) => value !== "account" || isTogether)}
              />
              <span className="md:hidden">
                <CompactSelect
                  label="Sort by"
                  value={order.by}
                  onChange={(by) => choose({ ...order, by, isAscending: by === "symbol" })}
                  options={named(SORT_NAMES)}
                />
              </span>
            </>
          ) : null}
          <SegmentedControl
            label="Positions shown"
            size="sm"
            value={shown}
            onChange={setShown}
            options={[
              { value: "open", label: "Open" },
              { value: "closed", label: "Closed" },
            ]}
          />
        </>
      }
    >
      {shown === "open" ? (
        <OpenPositions portfolio={portfolio} order={order} onOrder={choose} />
      ) : (
        <ClosedPositions accountIds={accountIds} />
      )}
    </Card>
  );
}

const named = <Key extends string>(names: Record<Key, string>): { value: Key; label: string }[] =>
  (Object.keys(names) as Key[]).map((value) => ({ value, label: names[value] }));

type OpenPositionsProps = {
  portfolio: Portfolio;
  order: PositionsOrder;
  onOrder: (order: PositionsOrder) => void;
};

function OpenPositions({ portfolio, order, onOrder }: OpenPositionsProps) {
  const isStale = useIsStale();
  const [openSymbol, setOpenSymbol] = useState<string | null>(null);
  const accountIds = useAccountIds(portfolio);
  const isByAccount = order.group === "account" && accountIds.length > 1;
  const each = useEachPortfolio(accountIds, isByAccount);
  const opened = portfolio.positions.find(({ symbol }) => symbol === openSymbol);
  const sorted = sortPositions(portfolio.positions, order);

  const groups = isByAccount
    ? each?.map((one) => groupOf(accountName(one), sortPositions(one.positions, order)))
    : order.group === "sector" || order.group === "type"
      ? groupPositions(sorted, order.group)
      : undefined;
  if (isByAccount && !groups) return <SkeletonRows />;

  const sortBy = (by: SortKey): TableSort => ({
    direction: order.by !== by ? null : order.isAscending ? "ascending" : "descending",
    onClick: () => onOrder(sortedBy(order, by)),
  });
  return (
    <>
      <DataTable
        caption="Positions"
        columns={positionColumns({
          isStale,
          sortBy,
          onLots: ({ symbol }) => setOpenSymbol(symbol),
          hasMargin: portfolio.marginRequirement !== null,
          hasWeight: !isByAccount,
        })}
        rows={sorted}
        groups={groups?.filter(({ positions }) => positions.length > 0).map(tableGroup)}
        rowKey={(position) => position.symbol}
        rowHref={(position) => `/instruments/${position.symbol}`}
        phoneRow={(position) => <PositionRow position={position} isStale={isStale} />}
        phoneAction={{
          label: ({ symbol }) => `${symbol}: more`,
          onPress: ({ symbol }) => setOpenSymbol(symbol),
        }}
        empty={<NoPositions cash={portfolio.cash} />}
      />
      {opened ? (
        <PositionSheet position={opened} accounts={portfolio.accounts} onClose={() => setOpenSymbol(null)} />
      ) : null}
    </>
  );
}
