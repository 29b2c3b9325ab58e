"use client";

import { useState } from "react";
import {
  type BookSide,
  type LadderRow,
  ladderRows,
  type OrderSide,
  type OwnOrder,
  takerOf,
  venueRows,
} from "@/components/market/ladder-rows";
import type { Depth } from "@/components/market/market-types";
import { venueName } from "@/components/market/venue-name";
import { SIDE_WORDS } from "@/components/orders/order-words";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatPrice, formatQuantity } from "@/domain/money/format";

type View = "PRICE" | "VENUE";
const LEVELS = 8;

type OnPick = (price: string, side: OrderSide) => void;

type LadderProps = {
  depth: Depth;
  /** The reader's working orders in this instrument. */
  orders?: readonly OwnOrder[];
  /** A press on a price: the price, and the side of an order that would trade with it. */
  onPick?: OnPick;
  /** Prices shown on each side. */
  levels?: number;
};

/** Level II: all venues' books as one ladder of prices, or venue by venue. */
export function Ladder({ depth, orders = [], onPick, levels = LEVELS }: LadderProps) {
  const [view, setView] = useState<View>("PRICE");
  const rows = ladderRows(depth.composite, orders, levels);
  return (
    <div className="grid gap-2 px-4 pb-4">
      <SegmentedControl
        label="Show depth by"
        size="sm"
        value={view}
        onChange={setView}
        options={[
          { value: "PRICE", label: "Price" },
          { value: "VENUE", label: "Venue" },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState title="Nobody quotes it now">
          Depth is shown while the venues are open and the stock is not halted.
        </EmptyState>
      ) : view === "PRICE" ? (
        <PriceLadder symbol={depth.symbol} rows={rows} onPick={onPick} />
      ) : (
        <div className="grid grid-cols-2 gap-3">
          <VenueSide depth={depth} side="BID" onPick={onPick} />
          <VenueSide depth={depth} side="ASK" onPick={onPick} />
        </div>
      )}
    </div>
  );
}

const HEAD = "py-1 text-label font-medium text-muted";
const SIDE_NAMES: Record<BookSide, string> = { BID: "Bid", ASK: "Ask" };

function PriceLadder({ symbol, rows, onPick }: { symbol: string; rows: LadderRow[]; onPick?: OnPick }) {
  return (
    <table className="w-full table-fixed border-collapse text-base">
      <caption className="sr-only">{`Depth of ${symbol} by price, all venues`}</caption>
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className={cx(HEAD, "text-left")}>
            Mine
          </th>
          <th scope="col" className={cx(HEAD, "text-right")}>
            Bid size
          </th>
          <th scope="col" className={cx(HEAD, "text-center")}>
            Price
          </th>
          <th scope="col" className={cx(HEAD, "text-left")}>
            Ask size
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr
            key={`${row.side} ${row.price}`}
            className={cx(
              row.side === "BID" && rows[index - 1]?.side === "ASK" && "border-t border-line-strong",
            )}
          >
            <td className="tabular text-label">
              {row.own ? (
                <span className="rounded-pill bg-accent-soft px-1.5 py-0.5 text-accent">
                  {row.side === "BID" ? "Buy" : "Sell"} {formatQuantity(row.own)}
                </span>
              ) : null}
            </td>
            <td className="num">{row.side === "BID" ? <Size row={row} /> : null}</td>
            <th scope="row" className="text-center font-normal">
              <PriceButton price={row.price} side={row.side} onPick={onPick} />
            </th>
            <td className="tabular text-left">{row.side === "ASK" ? <Size row={row} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The shares at a price over a bar of their share of the most; the venues on hover and for screen readers. */
function Size({ row }: { row: LadderRow }) {
  const { side, size, share, venues } = row;
  if (size === 0) return null;
  const who = venues
    .map((part) => `${venueName(part.venue)} ${formatQuantity(String(part.size))}`)
    .join(", ");
  return (
    <span title={who} className={cx("relative block px-1.5", side === "BID" ? "text-right" : "text-left")}>
      <span
        aria-hidden
        style={{ width: `${(share * 100).toFixed(1)}%` }}
        className={cx(
          "absolute inset-y-0.5 rounded-mark",
          side === "BID" ? "right-0 bg-gain-soft" : "left-0 bg-loss-soft",
        )}
      />
      <span className="relative">{formatQuantity(String(size))}</span>
      <span className="sr-only"> shares: {who}</span>
    </span>
  );
}

function PriceButton({ price, side, onPick }: { price: string; side: BookSide; onPick?: OnPick }) {
  const text = formatPrice(price);
  const tone = side === "BID" ? "text-gain" : "text-loss";
  if (!onPick) return <span className={cx("tabular", tone)}>{text}</span>;
  const taker = takerOf(side);
  return (
    <button
      type="button"
      aria-label={`${SIDE_WORDS[taker]} at ${text}`}
      onClick={() => onPick(price, taker)}
      className={cx("tabular min-h-11 rounded-mark px-2 hover:bg-tint md:min-h-6", tone)}
    >
      {text}
    </button>
  );
}

function VenueSide({ depth, side, onPick }: { depth: Depth; side: BookSide; onPick?: OnPick }) {
  return (
    <table className="w-full border-collapse text-base">
      <caption className="sr-only">{`${SIDE_NAMES[side]}s of ${depth.symbol} by venue`}</caption>
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className={cx(HEAD, "text-left")}>
            Venue
          </th>
          <th scope="col" className={cx(HEAD, "text-right")}>
            {SIDE_NAMES[side]}
          </th>
          <th scope="col" className={cx(HEAD, "text-right")}>
            Size
          </th>
        </tr>
      </thead>
      <tbody>
        {venueRows(depth, side).map(({ venue, price, size }) => (
          <tr key={`${venue} ${price}`}>
            <th scope="row" className="truncate text-left font-normal">
              {venueName(venue)}
            </th>
            <td className="num">
              <PriceButton price={price} side={side} onPick={onPick} />
            </td>
            <td className="num">{formatQuantity(String(size))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
