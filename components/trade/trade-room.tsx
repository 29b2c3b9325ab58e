"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { HaltNotice } from "@/components/market/depth-cards";
import { SymbolSearch } from "@/components/market/symbol-search";
import type { Side } from "@/components/orders/ticket-form";
import { useAccounts } from "@/components/portal-frame/accounts";
import { type OpenOrders, StackedRoom } from "@/components/trade/stacked-room";
import { TradeStrip } from "@/components/trade/trade-strip";
import type { Traded } from "@/components/trade/traded";
import { WorkspaceSkeleton } from "@/components/trade/workspace-skeleton";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useMedia } from "@/components/ui/use-media";

/** Only the browser knows the sizes that the panels were left with, and a phone never needs them. */
const Workspace = dynamic(() => import("@/components/trade/workspace").then((module) => module.Workspace), {
  ssr: false,
  loading: () => <WorkspaceSkeleton />,
});

/** From here on there is room for panels (the `lg` of the style sheet). */
const WIDE = "(width >= 64rem)";

type TradeRoomProps = {
  /** Null for a symbol that we do not trade. */
  traded: Traded | null;
  side?: Side;
  openOrders: OpenOrders;
};

/** Trading: panels on a wide screen, one column on a narrow one; the symbol is in the address. */
export function TradeRoom({ traded, side, openOrders }: TradeRoomProps) {
  const router = useRouter();
  const { accounts, current } = useAccounts();
  const isHydrated = useHydrated();
  const isWide = useMedia(WIDE);

  function choose(symbol: string) {
    const query = new URLSearchParams({ symbol });
    if (current && current !== accounts[0]) query.set("account", current.id);
    router.push(`/trade?${query}`);
  }

  return (
    <div data-flush className="flex flex-col gap-2 lg:h-[calc(100dvh-4.5rem)]">
      <section
        aria-label="Instrument"
        className="grid shrink-0 gap-x-6 gap-y-2 rounded-card border border-line bg-surface px-3 py-2 lg:grid-cols-[minmax(0,1fr)_auto] lg:items-center lg:py-1.5"
      >
        {traded ? <TradeStrip traded={traded} /> : <h1 className="text-title">Trade</h1>}
        <SymbolSearch label="Symbol or name" onPick={choose} />
      </section>
      {traded ? <HaltNotice symbol={traded.instrument.symbol} /> : null}
      {traded ? (
        <>
          {isHydrated && isWide ? null : (
            <div className="lg:hidden">
              <StackedRoom traded={traded} side={side} openOrders={openOrders} />
            </div>
          )}
          {isHydrated && !isWide ? null : (
            <div className="min-h-0 flex-1 max-lg:hidden">
              {isHydrated ? (
                <Workspace traded={traded} side={side} onPickSymbol={choose} />
              ) : (
                <WorkspaceSkeleton />
              )}
            </div>
          )}
        </>
      ) : (
        <Card>
          <EmptyState title="Choose what to trade">
            Type a symbol or part of a name above. The chart, the quote and the ticket follow.
          </EmptyState>
        </Card>
      )}
    </div>
  );
}
