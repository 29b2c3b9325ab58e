"use client";

import { ArrowDown, ArrowUp, ChevronDown, ChevronUp, GripVertical, X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button as DragButton } from "react-aria-components/Button";
import { Cell, Column, Row, Table, TableBody, TableHeader } from "react-aria-components/Table";
import { useDragAndDrop } from "react-aria-components/useDragAndDrop";
import { useIsStale } from "@/components/shell/live-provider";
import { Button } from "@/components/ui/button";
import { Change } from "@/components/ui/change";
import { cx } from "@/components/ui/cx";
import { FlashCell } from "@/components/ui/flash-cell";
import {
  nextSort,
  placeOfDrop,
  type SortColumn,
  type WatchRow,
  type WatchSort,
} from "@/components/watchlists/watchlist-rows";
import { formatPercent, formatPrice, formatQuantity } from "@/domain/money/format";

type WatchlistTableProps = {
  name: string;
  /** Sorted already. */
  rows: readonly WatchRow[];
  sort: WatchSort;
  onSort: (sort: WatchSort) => void;
  /** `to` is the symbol's place afterwards, from 0. */
  onMove: (symbol: string, to: number) => void;
  onRemove: (symbol: string) => void;
  /** Chooses a symbol on this page; without it a symbol leads to its own. */
  onPick?: (symbol: string) => void;
  empty: ReactNode;
};

const HEADINGS: readonly { id: SortColumn; label: string; className?: string }[] = [
  { id: "symbol", label: "Symbol" },
  { id: "last", label: "Last" },
  { id: "changeRatio", label: "Change" },
  { id: "bid", label: "Bid", className: "max-lg:hidden" },
  { id: "ask", label: "Ask", className: "max-lg:hidden" },
  { id: "volume", label: "Volume", className: "max-md:hidden" },
];
const PAD = "px-2 py-1.5 first:pl-4 last:pr-3";

/**
 * The symbols of a list with their prices, live. Rows are dragged by their handle (with the keyboard: Enter on it, the
 * arrows, Enter) or moved by their arrows; both only in the person's own order, which the third press on a heading
 * brings back.
 */
export function WatchlistTable(props: WatchlistTableProps) {
  const { name, rows, sort, onSort, onMove, onRemove, onPick, empty } = props;
  const isOwnOrder = sort === null;
  const symbols = rows.map(({ symbol }) => symbol);
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: !isOwnOrder,
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": String(key) })),
    getAllowedDropOperations: () => ["move"],
    onReorder({ keys, target }) {
      const [moved] = [...keys].map(String);
      const to =
        moved === undefined ? null : placeOfDrop(symbols, moved, String(target.key), target.dropPosition);
      if (moved !== undefined && to !== null) onMove(moved, to);
    },
  });

  return (
    <Table
      aria-label={`${name}: symbols and prices`}
      dragAndDropHooks={dragAndDropHooks}
      {...(sort ? { sortDescriptor: sort } : {})}
      onSortChange={({ column }) => {
        const heading = HEADINGS.find(({ id }) => id === column);
        if (heading) onSort(nextSort(sort, heading.id));
      }}
      className="w-full border-collapse text-base"
    >
      <TableHeader className="border-b border-line">
        <Column className={cx(PAD, "w-8 text-left")}>
          <span className="sr-only">Drag</span>
        </Column>
        {HEADINGS.map(({ id, label, className }) => (
          <Column
            key={id}
            id={id}
            allowsSorting
            isRowHeader={id === "symbol"}
            className={cx(
              PAD,
              "cursor-pointer text-label font-medium whitespace-nowrap text-muted hover:text-ink",
              id === "symbol" ? "text-left" : "text-right",
              className,
            )}
          >
            {label}
            <SortArrow direction={sort?.column === id ? sort.direction : null} />
          </Column>
        ))}
        <Column className={cx(PAD, "text-right")}>
          <span className="sr-only">Place and removal</span>
        </Column>
      </TableHeader>
      <TableBody items={rows} dependencies={[sort, rows]} renderEmptyState={() => empty}>
        {(row) => (
          <Row id={row.symbol} textValue={row.symbol} className="border-b border-line last:border-0">
            <Cell className={PAD}>
              <DragButton
                slot="drag"
                aria-label={`Drag ${row.symbol}`}
                className={cx(
                  "flex min-h-11 items-center rounded-mark text-faint md:min-h-7",
                  isOwnOrder ? "cursor-grab hover:text-ink" : "invisible",
                )}
              >
                <GripVertical aria-hidden size={14} />
              </DragButton>
            </Cell>
            {priceCells(row, onPick)}
            <Cell className={cx(PAD, "text-right whitespace-nowrap")}>
              <RowButtons
                symbol={row.symbol}
                place={isOwnOrder ? { at: symbols.indexOf(row.symbol), count: symbols.length } : null}
                onMove={onMove}
                onRemove={onRemove}
              />
            </Cell>
          </Row>
        )}
      </TableBody>
    </Table>
  );
}

/** The cells of a row must be its own children, so this is no component. */
function priceCells(row: WatchRow, onPick: WatchlistTableProps["onPick"]): ReactNode[] {
  const { symbol, volume, changeRatio } = row;
  return [
    <Cell key="symbol" className={cx(PAD, "font-semibold")}>
      {onPick ? (
        <button
          type="button"
          onClick={() => onPick(symbol)}
          className="min-h-11 rounded-mark hover:text-accent md:min-h-7"
        >
          {symbol}
        </button>
      ) : (
        <Link href={`/instruments/${encodeURIComponent(symbol)}`} className="rounded-mark hover:text-accent">
          {symbol}
        </Link>
      )}
    </Cell>,
    <Cell key="last" className={cx(PAD, "num")}>
      <Live price={row.last} />
    </Cell>,
    <Cell key="change" className={cx(PAD, "num")}>
      {changeRatio === null ? "—" : <Change text={formatPercent(changeRatio)} />}
    </Cell>,
    <Cell key="bid" className={cx(PAD, "num max-lg:hidden")}>
      <Live price={row.bid} />
    </Cell>,
    <Cell key="ask" className={cx(PAD, "num max-lg:hidden")}>
      <Live price={row.ask} />
    </Cell>,
    <Cell key="volume" className={cx(PAD, "num max-md:hidden")}>
      {volume === null ? "—" : formatQuantity(String(volume))}
    </Cell>,
  ];
}

function Live({ price }: { price: string | null }) {
  const isStale = useIsStale();
  if (price === null) return "—";
  return (
    <FlashCell value={price} isStale={isStale}>
      {formatPrice(price)}
    </FlashCell>
  );
}

function SortArrow({ direction }: { direction: "ascending" | "descending" | null }) {
  if (!direction) return null;
  const Arrow = direction === "ascending" ? ArrowUp : ArrowDown;
  return <Arrow aria-hidden size={12} className="ml-1 inline-block" />;
}

type RowButtonsProps = Pick<WatchlistTableProps, "onMove" | "onRemove"> & {
  symbol: string;
  /** Null while the table is sorted: there is no place to move to. */
  place: { at: number; count: number } | null;
};

function RowButtons({ symbol, place, onMove, onRemove }: RowButtonsProps) {
  return (
    <>
      {place ? (
        <>
          <Button
            size="sm"
            variant="quiet"
            aria-label={`Move ${symbol} up`}
            isDisabled={place.at === 0}
            onClick={() => onMove(symbol, place.at - 1)}
            icon={<ChevronUp aria-hidden size={14} />}
          />
          <Button
            size="sm"
            variant="quiet"
            aria-label={`Move ${symbol} down`}
            isDisabled={place.at === place.count - 1}
            onClick={() => onMove(symbol, place.at + 1)}
            icon={<ChevronDown aria-hidden size={14} />}
          />
        </>
      ) : null}
      <Button
        size="sm"
        variant="quiet"
        aria-label={`Remove ${symbol}`}
        onClick={() => onRemove(symbol)}
        icon={<X aria-hidden size={14} />}
      />
    </>
  );
}
