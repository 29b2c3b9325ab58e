"use client";

import { InstrumentChart } from "@/components/market/instrument-chart";
import { KeyFigures } from "@/components/market/key-figures";
import type { Bar, Instrument } from "@/components/market/market-types";
import { MyInstrument } from "@/components/market/my-instrument";
import { QuoteHeader } from "@/components/market/quote-header";
import { useMine } from "@/components/market/use-mine";
import { TicketPlace } from "@/components/orders/ticket-place";
import type { Quote } from "@/components/shell/live-store";

type InstrumentRoomProps = {
  instrument: Instrument;
  quote: Quote | null;
  /** Bars of five minutes, and of a day. */
  bars: Bar[];
  days: Bar[];
};

/** One instrument: its quote, its chart, what the reader has of it, and the ticket beside. */
export function InstrumentRoom({ instrument, quote, bars, days }: InstrumentRoomProps) {
  const { symbol } = instrument;
  const { position, orders } = useMine(symbol);
  return (
    <div className="grid gap-4 max-md:pb-16">
      <QuoteHeader instrument={instrument} quote={quote} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_21.25rem]">
        <div className="grid min-w-0 content-start gap-4">
          <InstrumentChart
            symbol={symbol}
            quote={quote}
            initial={{ interval: "5m", bars }}
            averageCost={position?.averageCost ?? null}
            orders={orders}
          />
          <KeyFigures symbol={symbol} quote={quote} days={days} />
        </div>
        <div className="grid min-w-0 content-start gap-4 max-lg:order-first">
          <TicketPlace symbol={symbol} quote={quote} />
          <MyInstrument symbol={symbol} position={position} orders={orders} />
        </div>
      </div>
    </div>
  );
}
