"use client";

import { ChartPie } from "lucide-react";
import { useState } from "react";
import {
  type Portfolio,
  type Position,
  type Sort,
  type SortKey,
  sortPositions,
} from "@/components/portfolio/portfolio-sums";
import { useIsStale } from "@/components/shell/live-provider";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { DataTable, type TableColumn, type TableSort } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FlashCell } from "@/components/ui/flash-cell";
import { LinkButton } from "@/components/ui/link-button";
import { PhoneRow } from "@/components/ui/phone-row";
import {
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatSigned,
  formatWeight,
} from "@/domain/money/format";
import { compareWire } from "@/domain/money/wire-sum";

/** What is held, each with its value, its day and its whole; live. */
export function PositionsCard({ portfolio }: { portfolio: Portfolio }) {
  const isStale = useIsStale();
  const [sort, setSort] = useState<Sort>({ by: "value", isAscending: false });
  const rows = sortPositions(portfolio.positions, sort);

  const sortBy = (by: SortKey): TableSort => ({
    direction: sort.by !== by ? null : sort.isAscending ? "ascending" : "descending",
    onClick: () => setSort({ by, isAscending: sort.by === by ? !sort.isAscending : by === "symbol" }),
  });

  return (
    <Card title="Positions" padding="none" aside={rows.length > 0 ? <Count of={rows.length} /> : undefined}>
      <DataTable
        caption="Positions"
        columns={columns(isStale, sortBy)}
        rows={rows}
        rowKey={(position) => position.symbol}
        rowHref={(position) => `/instruments/${position.symbol}`}
        phoneRow={(position) => <PositionRow position={position} isStale={isStale} />}
        empty={<NoPositions portfolio={portfolio} />}
      />
    </Card>
  );
}

const Count = ({ of }: { of: number }) => (
  <span className="tabular">{of === 1 ? "1 holding" : `${of} holdings`}</span>
);

const columns = (isStale: boolean, sortBy: (by: SortKey) => TableSort): TableColumn<Position>[] => [
  {
    id: "symbol",
    header: "Symbol",
    isRowHeader: true,
    sort: sortBy("symbol"),
    cell: (position) => (
      <>
        <span className="font-semibold">{position.symbol}</span>{" "}
        <span className="text-muted">{position.name}</span>
      </>
    ),
  },
  { id: "quantity", header: "Quantity", align: "end", cell: (position) => formatQuantity(position.quantity) },
  {
    id: "price",
    header: "Price, USD",
    align: "end",
    cell: (position) => <LivePrice position={position} isStale={isStale} />,
  },
  {
    id: "value",
    header: "Value, USD",
    align: "end",
    sort: sortBy("value"),
    cell: (position) => formatMoney(position.value),
  },
  {
    id: "day",
    header: "Day, USD",
    align: "end",
    sort: sortBy("dayChange"),
    cell: (position) => <DayChange position={position} />,
  },
  {
    id: "total",
    header: "Total, USD",
    align: "end",
    hideBelow: "lg",
    sort: sortBy("unrealised"),
    cell: (position) => (
      <Change text={formatSigned(position.unrealised)} detail={formatPercent(position.unrealisedRatio)} />
    ),
  },
  {
    id: "cost",
    header: "Average cost, USD",
    align: "end",
    hideBelow: "xl",
    cell: (position) => formatPrice(position.averageCost),
  },
  {
    id: "weight",
    header: "Weight",
    align: "end",
    hideBelow: "lg",
    cell: (position) => formatWeight(position.weight),
  },
];

function LivePrice({ position: { price }, isStale }: { position: Position; isStale: boolean }) {
  if (price === null) return "n/a";
  return (
    <FlashCell value={price} isStale={isStale}>
      {formatPrice(price)}
    </FlashCell>
  );
}

const DayChange = ({ position }: { position: Position }) => (
  <Change text={formatSigned(position.dayChange)} detail={formatPercent(position.dayChangeRatio)} />
);

const PositionRow = ({ position, isStale }: { position: Position; isStale: boolean }) => (
  <PhoneRow
    start={position.symbol}
    startSub={
      <>
        {formatQuantity(position.quantity)} at <LivePrice position={position} isStale={isStale} />
      </>
    }
    end={formatMoney(position.value)}
    endSub={<DayChange position={position} />}
  />
);

/** The next step of someone who holds nothing: money first, then an order. */
function NoPositions({ portfolio }: { portfolio: Portfolio }) {
  const { cash } = portfolio;
  if (compareWire(cash.available, "0") > 0) {
    return (
      <EmptyState
        icon={<ChartPie size={20} />}
        title="Nothing bought yet"
        action={
          <LinkButton href="/trade" variant="primary">
            Place your first order
          </LinkButton>
        }
      >
        You have {formatMoney(cash.available)} dollars to invest. What you buy stands here with its value,
        live.
      </EmptyState>
    );
  }
  if (compareWire(cash.uncollected, "0") > 0) {
    return (
      <EmptyState
        icon={<ChartPie size={20} />}
        title="Your deposit is on its way"
        action={<LinkButton href="/transfers">See where it is</LinkButton>}
      >
        As soon as it is usable you can place your first order.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<ChartPie size={20} />}
      title="Start with a deposit"
      action={
        <LinkButton href="/transfers" variant="primary">
          Deposit money
        </LinkButton>
      }
    >
      Link your bank and move some money here. Then you can place your first order.
    </EmptyState>
  );
}
