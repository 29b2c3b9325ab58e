"use client";

import { type Instrument, KIND_WORDS } from "@/components/market/market-types";
import { changeOf, sideInWords } from "@/components/market/quote-words";
import { venueName } from "@/components/market/venue-name";
import { useIsStale, useQuote } from "@/components/shell/live-provider";
import type { Quote } from "@/components/shell/live-store";
import { Change } from "@/components/ui/change";
import { FlashCell } from "@/components/ui/flash-cell";
import { formatPercent, formatPrice } from "@/domain/money/format";

type QuoteHeaderProps = { instrument: Instrument; quote: Quote | null };

/** What it is, what it costs, and who would buy and sell it now; live. The page's h1. */
export function QuoteHeader({ instrument, quote: initial }: QuoteHeaderProps) {
  const quote = useQuote(instrument.symbol, initial);
  const isStale = useIsStale();
  const change = quote && changeOf(quote);
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-title">
          {instrument.symbol} <span className="font-normal text-muted">{instrument.name}</span>
        </h1>
        <p className="text-small text-muted">
          {KIND_WORDS[instrument.kind]} · {venueName(instrument.primaryListing)} · {instrument.sector}
        </p>
      </div>
      <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
        <p className="flex items-baseline gap-3">
          <span className="tabular text-display font-semibold tracking-[-0.02em]" aria-label="Last price">
            {quote?.last ? (
              <FlashCell value={quote.last} isStale={isStale}>
                {formatPrice(quote.last)}
              </FlashCell>
            ) : (
              "—"
            )}
          </span>
          {change ? <Change text={change} detail={formatPercent(quote.changeRatio)} isStrong /> : null}
        </p>
        <dl className="tabular flex gap-x-4 text-small">
          <Side name="Bid" price={quote?.bid ?? null} size={quote?.bidSize ?? 0} isStale={isStale} />
          <Side name="Ask" price={quote?.ask ?? null} size={quote?.askSize ?? 0} isStale={isStale} />
        </dl>
      </div>
    </div>
  );
}

type SideProps = { name: string; price: string | null; size: number; isStale: boolean };

function Side({ name, price, size, isStale }: SideProps) {
  return (
    <div className="flex gap-1.5">
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
  );
}
