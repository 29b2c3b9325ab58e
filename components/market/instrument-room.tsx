"use client";

import { InstrumentChart } from "@/components/market/instrument-chart";
import { KeyFigures } from "@/components/market/key-figures";
import { HaltNotice, LadderCard, TimeAndSalesCard } from "@/components/market/depth-cards";
import type { Figures, History, Instrument } from "@/components/market/market-types";
import { MyInstrument } from "@/components/market/my-instrument";
import { QuoteHeader } from "@/components/market/quote-header";
import { useMine } from "@/components/market/use-mine";
import { TicketPlace } from "@/components/orders/ticket-place";
import type { Quote } from "@/components/shell/live-store";

type InstrumentRoomProps = {
  instrument: Instrument;
  quote: Quote | null;
  /** The last five days. */
  history: History;
  figures: Figures;
};

/** One instrument: its quote, its chart, what the reader has of it, and the ticket beside. */
export function InstrumentRoom({ instrument, quote, history, figures }: InstrumentRoomProps) {
  const { symbol } = instrument;
  const { position, orders } = useMine(symbol);
  return (
    <div className="grid gap-4 max-md:pb-16">
      <QuoteHeader instrument={instrument} quote={quote} />
      <HaltNotice symbol={symbol} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_21.25rem]">
        <div className="grid min-w-0 content-start gap-4">
          <InstrumentChart
            symbol={symbol}
            quote={quote}
            initial={{ range: "5D", history }}
            averageCost={position?.averageCost ?? null}
            orders={orders}
          />
          <KeyFigures symbol={symbol} figures={figures} />
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <LadderCard symbol={symbol} orders={orders} />
            <TimeAndSalesCard symbol={symbol} />
          </div>
        </div>
        <div className="grid min-w-0 content-start gap-4 max-lg:order-first">
          <TicketPlace symbol={symbol} quote={quote} />
          <MyInstrument symbol={symbol} position={position} orders={orders} />
        </div>
      </div>
    </div>
  );
}
