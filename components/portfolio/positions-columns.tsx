import type { Position, PositionGroup } from "@/components/portfolio/portfolio-sums";
import type { SortKey } from "@/components/portfolio/positions-order";
import { Change } from "@/components/ui/change";
import type { TableColumn, TableGroup, TableSort } from "@/components/ui/data-table";
import { FlashCell } from "@/components/ui/flash-cell";
import { PhoneRow } from "@/components/ui/phone-row";
import {
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatSigned,
  formatWeight,
} from "@/domain/money/format";

type ColumnsOf = {
  isStale: boolean;
  sortBy: (by: SortKey) => TableSort;
  /** Opens the lots of a position. */
  onLots: (position: Position) => void;
  hasMargin: boolean;
  /** Weights are of one whole; account by account there are several. */
  hasWeight: boolean;
};

const end = { align: "end" } as const;

/** What is told of each position on a desk. */
export function positionColumns(of: ColumnsOf): TableColumn<Position>[] {
  const { isStale, sortBy, onLots } = of;
  return [
    {
      id: "symbol",
      header: "Symbol",
      isRowHeader: true,
      sort: sortBy("symbol"),
      cell: (position) => (
        <span className="block max-w-60 truncate">
          <span className="font-semibold">{position.symbol}</span>{" "}
          <span className="text-muted">{position.name}</span>
        </span>
      ),
    },
    { id: "quantity", header: "Quantity", ...end, cell: ({ quantity }) => formatQuantity(quantity) },
    {
      id: "price",
      header: "Price, USD",
      ...end,
      cell: (position) => <LivePrice position={position} isStale={isStale} />,
    },
    {
      id: "value",
      header: "Value, USD",
      ...end,
      sort: sortBy("value"),
      cell: ({ value }) => formatMoney(value),
    },
    {
      id: "day",
      header: "Day, USD",
      ...end,
      sort: sortBy("dayChange"),
      cell: (position) => <DayChange position={position} />,
    },
    {
      id: "total",
      header: "Total, USD",
      ...end,
      hideBelow: "lg",
      sort: sortBy("unrealised"),
      cell: ({ unrealised, unrealisedRatio }) => (
        <Change text={formatSigned(unrealised)} detail={formatPercent(unrealisedRatio)} />
      ),
    },
    ...sideColumns(of),
    {
      id: "lots",
      header: "Lots",
      ...end,
      hideBelow: "lg",
      cell: (position) => (
        <button
          type="button"
          aria-label={`${position.lots} lots of ${position.symbol}`}
          onClick={() => onLots(position)}
          className="relative z-1 min-h-6 min-w-8 rounded-mark text-right underline decoration-line-strong underline-offset-2 hover:text-accent"
        >
          {position.lots}
        </button>
      ),
    },
  ];
}

function sideColumns({ sortBy, hasMargin, hasWeight }: ColumnsOf): TableColumn<Position>[] {
  const weight: TableColumn<Position> = {
    id: "weight",
    header: "Weight",
    ...end,
    hideBelow: "lg",
    sort: sortBy("weight"),
    cell: (position) => formatWeight(position.weight),
  };
  const margin: TableColumn<Position> = {
    id: "margin",
    header: "Margin req., USD",
    ...end,
    hideBelow: "xl",
    sort: sortBy("marginRequirement"),
    cell: ({ marginRequirement }) => (marginRequirement === null ? "—" : formatMoney(marginRequirement)),
  };
  return [
    {
      id: "yield",
      header: "Yield",
      ...end,
      hideBelow: "xl",
      sort: sortBy("yield"),
      cell: (position) => (position.yield === null ? "—" : formatWeight(position.yield, 2)),
    },
    ...(hasMargin ? [margin] : []),
    ...(hasWeight ? [weight] : []),
  ];
}

export function LivePrice({ position: { price }, isStale }: { position: Position; isStale: boolean }) {
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

/** The same on a phone. */
export const PositionRow = ({ position, isStale }: { position: Position; isStale: boolean }) => (
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

/** A group with its sums, each in its column. */
export const tableGroup = (group: PositionGroup): TableGroup<Position> => ({
  id: group.name,
  name: group.name,
  rows: group.positions,
  phoneTotal: formatMoney(group.value),
  totals: {
    value: formatMoney(group.value),
    day: <Change text={formatSigned(group.dayChange)} />,
    total: <Change text={formatSigned(group.unrealised)} />,
    margin: group.marginRequirement === null ? "—" : formatMoney(group.marginRequirement),
    weight: formatWeight(group.weight),
  },
});
