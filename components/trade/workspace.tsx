"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { InstrumentChart } from "@/components/market/instrument-chart";
import { useMine } from "@/components/market/use-mine";
import { OrderTicket, type TicketWish } from "@/components/orders/order-ticket";
import type { Side } from "@/components/orders/ticket-form";
import { useAccounts } from "@/components/portal-frame/accounts";
import { accountLabel } from "@/components/portal-frame/pick-account";
import { BlotterPanel } from "@/components/trade/blotter-panel";
import { LadderPanel, TapePanel } from "@/components/trade/depth-panels";
import type { KeyCommand } from "@/components/trade/keymap";
import { KeysDialog } from "@/components/trade/keys-dialog";
import { Panel } from "@/components/trade/panel";
import { Split } from "@/components/trade/split";
import type { Traded } from "@/components/trade/traded";
import { useKeys } from "@/components/trade/use-keys";
import { WatchPanel } from "@/components/trade/watch-panel";
import { EmptyState } from "@/components/ui/empty-state";
import { useKeptFlag } from "@/components/ui/use-kept-flag";

const KEYS_KEPT = "rushtrade.trade.keys";

type WorkspaceProps = { traded: Traded; side?: Side; onPickSymbol: (symbol: string) => void };
/** A wish belongs to the instrument that was on the screen when it was made. */
type Wished = { symbol: string; wish: TicketWish };

/** The trader's panels on a wide screen, all about one symbol; everything by keyboard as well. */
export function Workspace({ traded, side, onPickSymbol }: WorkspaceProps) {
  const router = useRouter();
  const { current } = useAccounts();
  const { instrument, quote, history } = traded;
  const { symbol } = instrument;
  const { position, orders } = useMine(symbol);
  // An exit that waits for its entry stands in no book yet.
  const working = orders.filter(({ status }) => status !== "HELD");
  const [wished, setWished] = useState<Wished | null>(null);
  const [isCancelling, setCancelling] = useState(false);
  const [showsKeys, showKeys] = useState(false);
  const [areKeysOn, turnKeys] = useKeptFlag(KEYS_KEPT, true);

  const want = (wish: TicketWish) => setWished({ symbol, wish });
  const commands: Record<KeyCommand, () => void> = {
    BUY: () => want({ side: "BUY" }),
    SELL: () => want({ side: "SELL" }),
    BACK: leaveField,
    CANCEL_ALL: () => setCancelling(current !== null),
    ORDERS: () => router.push("/orders"),
    KEYS: () => showKeys(true),
  };
  useKeys(areKeysOn, (command) => commands[command]());

  return (
    <>
      <Split
        id="columns"
        direction="horizontal"
        parts={[
          { id: "market", name: "market", minSize: 560 },
          {
            id: "ticket",
            name: "ticket",
            defaultSize: 320,
            minSize: 280,
            maxSize: 480,
            groupResizeBehavior: "preserve-pixel-size",
          },
        ]}
      >
        <Split
          id="rows"
          direction="vertical"
          parts={[
            { id: "upper", name: "chart", defaultSize: "61%", minSize: 240 },
            { id: "lower", name: "blotter", defaultSize: "39%", minSize: 120 },
          ]}
        >
          <Split
            id="upper"
            direction="horizontal"
            parts={[
              { id: "watch", name: "watchlist", defaultSize: 200, minSize: 160, groupResizeBehavior: FIXED },
              { id: "chart", name: "chart", minSize: 200 },
              { id: "ladder", name: "Level II", defaultSize: 290, minSize: 220, groupResizeBehavior: FIXED },
            ]}
          >
            <WatchPanel symbol={symbol} onPick={onPickSymbol} />
            <div className="scroll-thin relative h-full overflow-y-auto [container-type:size]">
              <InstrumentChart
                key={symbol}
                symbol={symbol}
                quote={quote}
                initial={{ range: "5D", history }}
                averageCost={position?.averageCost ?? null}
                orders={working}
                heightClass={CHART_HEIGHT}
              />
            </div>
            <LadderPanel
              symbol={symbol}
              orders={working}
              onPick={(limitPrice, wanted) => want({ side: wanted, limitPrice })}
            />
          </Split>
          <Split
            id="lower"
            direction="horizontal"
            parts={[
              { id: "blotter", name: "blotter", minSize: 320 },
              {
                id: "tape",
                name: "time and sales",
                defaultSize: 290,
                minSize: 200,
                groupResizeBehavior: FIXED,
              },
            ]}
          >
            {current ? (
              <BlotterPanel
                key={current.id}
                accountId={current.id}
                symbol={symbol}
                isCancelling={isCancelling}
                onCancelling={setCancelling}
                onKeys={() => showKeys(true)}
              />
            ) : (
              <Panel title="Orders">
                <EmptyState title="No account yet">Your orders and fills stand here.</EmptyState>
              </Panel>
            )}
            <TapePanel symbol={symbol} />
          </Split>
        </Split>
        <Panel title="Order ticket" aside={current ? accountLabel(current) : undefined}>
          <div className="p-3 pb-1">
            <OrderTicket
              symbol={symbol}
              quote={quote}
              side={side}
              wish={wished?.symbol === symbol ? wished.wish : null}
            />
          </div>
        </Panel>
      </Split>
      <KeysDialog isOpen={showsKeys} onOpenChange={showKeys} isOn={areKeysOn} onTurn={turnKeys} />
    </>
  );
}

const FIXED = "preserve-pixel-size";
/** What is left of its panel beneath the chart's heading and above its table. */
const CHART_HEIGHT = "h-[max(9rem,calc(100cqh-5.75rem))]";

/** Letters are commands again once the field is left. */
function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
