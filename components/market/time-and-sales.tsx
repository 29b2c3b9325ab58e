import type { Sale } from "@/components/market/market-types";
import { type Tick, withTicks } from "@/components/market/sale-ticks";
import { venueName } from "@/components/market/venue-name";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { formatPrice, formatQuantity } from "@/domain/money/format";
import { formatTime } from "@/domain/time/format";

const TICKS: Record<Tick, { mark: string; words: string; className: string }> = {
  UP: { mark: "▲", words: "higher", className: "text-gain" },
  DOWN: { mark: "▼", words: "lower", className: "text-loss" },
  NONE: { mark: "", words: "", className: "text-ink" },
};
const HEAD = "sticky top-0 bg-surface px-2 py-1 text-label font-medium text-muted first:pl-4 last:pr-4";
const CELL = "px-2 py-0.5 first:pl-4 last:pr-4";

type TimeAndSalesProps = {
  symbol: string;
  /** Newest first. */
  sales: readonly Sale[];
  /** Venues by their codes, where there is no room for names. */
  isNarrow?: boolean;
};

/** The tape: each trade with its time, price, size and venue, newest first. */
export function TimeAndSales({ symbol, sales, isNarrow = false }: TimeAndSalesProps) {
  if (sales.length === 0) {
    return <EmptyState title="No trades yet">The tape begins with the first trade of the day.</EmptyState>;
  }
  return (
    // A region that scrolls must be reachable by keyboard.
    <div
      role="region"
      aria-label={`Trades of ${symbol}`}
      tabIndex={0}
      // Positioned, as each list that scrolls is: words for screen readers alone would stretch the page otherwise.
      className="scroll-thin relative max-h-80 overflow-y-auto"
    >
      <table className="tabular w-full border-collapse text-base">
        <caption className="sr-only">{`Time and sales of ${symbol}, newest first`}</caption>
        <thead>
          <tr>
            <th scope="col" className={cx(HEAD, "text-left")}>
              Time, ET
            </th>
            <th scope="col" className={cx(HEAD, "text-right")}>
              Price
            </th>
            <th scope="col" className={cx(HEAD, "text-right")}>
              Size
            </th>
            <th scope="col" className={cx(HEAD, "text-left")}>
              Venue
            </th>
          </tr>
        </thead>
        <tbody>
          {withTicks(sales).map(({ at, price, size, venue, tick }, index) => (
            // Trades of one millisecond and price are told apart by their place from the oldest.
            <tr key={`${at} ${price} ${size} ${sales.length - index}`}>
              <th scope="row" className={cx(CELL, "text-left font-normal text-muted")}>
                {formatTime(at).replace(" ET", "")}
              </th>
              <td className={cx(CELL, "num", TICKS[tick].className)}>
                <span aria-hidden className="mr-1 text-[0.7em]">
                  {TICKS[tick].mark}
                </span>
                {formatPrice(price)}
                <span className="sr-only"> {TICKS[tick].words}</span>
              </td>
              <td className={cx(CELL, "num")}>{formatQuantity(String(size))}</td>
              <td className={cx(CELL, "text-left text-muted")}>
                {isNarrow ? <abbr title={venueName(venue)}>{venue}</abbr> : venueName(venue)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
