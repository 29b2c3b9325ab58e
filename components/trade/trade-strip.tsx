"use client";

import type { Traded } from "@/components/trade/traded";
import { changeOf, sideInWords } from "@/components/market/quote-words";
import { venueName } from "@/components/market/venue-name";
import { useIsStale, useQuote } from "@/components/shell/live-provider";
import { Change } from "@/components/ui/change";
import { FlashCell } from "@/components/ui/flash-cell";
import { formatPercent, formatPrice } from "@/domain/money/format";

/** What is traded and what it costs now, on one line of a desk; the page's h1. */
export function TradeStrip({ traded: { instrument, quote: initial } }: { traded: Traded }) {
  const quote = useQuote(instrument.symbol, initial);
  const isStale = useIsStale();
  const change = quote && changeOf(quote);
  const sides = [
    { name: "Bid", price: quote?.bid ?? null, size: quote?.bidSize ?? 0 },
    { name: "Ask", price: quote?.ask ?? null, size: quote?.askSize ?? 0 },
  ];
  return (
    <div className="flex min-w-0 flex-wrap items-baseline gap-x-4 gap-y-1 lg:flex-nowrap">
      <h1 className="min-w-0 truncate text-heading font-semibold">
        <span className="text-title">{instrument.symbol}</span>{" "}
        <span className="font-normal text-muted">
          {instrument.name} · {venueName(instrument.primaryListing)}
        </span>
      </h1>
      <p className="flex shrink-0 items-baseline gap-3">
        <span className="tabular text-title font-semibold" aria-label="Last price">
          {quote?.last ? (
            <FlashCell value={quote.last} isStale={isStale}>
              {formatPrice(quote.last)}
            </FlashCell>
          ) : (
            "—"
          )}
        </span>
        {change ? <Change text={change} detail={formatPercent(quote.changeRatio)} /> : null}
      </p>
      <dl className="tabular flex shrink-0 gap-x-4 text-small">
        {sides.map(({ name, price, size }) => (
          <div key={name} className="flex gap-1.5">
            <dt className="text-muted">{name}</dt>
            <dd>
              {price ? (
                <FlashCell value={price} isStale={isStale}>
                  {sideInWords(price, size)}
                </FlashCell>
              ) : (
                "—"
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
