"use client";

import { useState } from "react";
import { OrderTicket } from "@/components/orders/order-ticket";
import type { Side } from "@/components/orders/ticket-form";
import { useAccounts } from "@/components/portal-frame/accounts";
import { accountLabel } from "@/components/portal-frame/pick-account";
import type { Quote } from "@/components/shell/live-store";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Sheet } from "@/components/ui/sheet";
import { useMedia } from "@/components/ui/use-media";

/** Below this width the product is a phone's (the `md` of the style sheet). */
const PHONE = "(width < 48rem)";

type TicketPlaceProps = {
  symbol: string;
  quote: Quote | null;
  /** The reader came to buy, or to sell. */
  side?: Side;
};

/** Where the ticket is: beside the chart on a desk; on a phone behind two buttons, as a sheet of its own. */
export function TicketPlace(props: TicketPlaceProps) {
  const { current } = useAccounts();
  // One ticket at a time: two would be two orders in the making.
  if (useMedia(PHONE)) return <PhoneTicket {...props} />;
  return (
    <Card title="Order ticket" aside={current ? accountLabel(current) : undefined} className="max-md:hidden">
      <OrderTicket {...props} />
    </Card>
  );
}

function PhoneTicket({ symbol, quote, side }: TicketPlaceProps) {
  const [chosen, setChosen] = useState<Side | null>(side ?? null);
  return (
    <>
      <div className="fixed inset-x-0 bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-20 grid grid-cols-2 gap-2 border-t border-line bg-bg p-2">
        <Button variant="gain" size="lg" onClick={() => setChosen("BUY")}>
          Buy {symbol}
        </Button>
        <Button variant="loss" size="lg" onClick={() => setChosen("SELL")}>
          Sell {symbol}
        </Button>
      </div>
      <Sheet
        title={`Order for ${symbol}`}
        isOpen={chosen !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) setChosen(null);
        }}
      >
        <OrderTicket symbol={symbol} quote={quote} side={chosen ?? "BUY"} />
      </Sheet>
    </>
  );
}
