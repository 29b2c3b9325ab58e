"use client";

import { CancelAll } from "@/components/orders/cancel-all";
import { ExecutionsList } from "@/components/orders/executions-list";
import { useOpenOrders } from "@/components/orders/order-watch";
import { OrdersTable } from "@/components/orders/orders-table";
import { MyInstrument } from "@/components/market/my-instrument";
import { useMine } from "@/components/market/use-mine";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { TextLink } from "@/components/ui/text-link";

type BlotterPanelProps = {
  accountId: string;
  symbol: string;
  isCancelling: boolean;
  onCancelling: (isCancelling: boolean) => void;
  onKeys: () => void;
};

/** What works, what was filled, and what is held: the lower panel. */
export function BlotterPanel({ accountId, symbol, isCancelling, onCancelling, onKeys }: BlotterPanelProps) {
  const open = useOpenOrders(accountId);
  return (
    <section
      aria-label="Blotter"
      className="relative h-full overflow-hidden rounded-card border border-line bg-surface"
    >
      <div className="absolute top-1 right-3 z-2 flex gap-1.5">
        <Button size="sm" variant="quiet" kbd="?" onClick={onKeys}>
          Keys
        </Button>
        <CancelAll accountId={accountId} isOpen={isCancelling} onOpenChange={onCancelling} kbd="⇧C" />
      </div>
      <div className="scroll-thin relative h-full overflow-y-auto [&_[role=tablist]]:sticky [&_[role=tablist]]:top-0 [&_[role=tablist]]:z-1 [&_[role=tablist]]:bg-surface">
        <Tabs
          label="Blotter"
          items={[
            {
              id: "OPEN",
              label: "Orders",
              count: open?.orders.length,
              content: open ? <Open orders={open.orders} /> : <SkeletonRows rows={3} />,
            },
            {
              id: "EXECUTIONS",
              label: "Executions",
              content: <ExecutionsList accountId={accountId} />,
            },
            { id: "POSITION", label: "Position", content: <PositionOf symbol={symbol} /> },
          ]}
        />
      </div>
    </section>
  );
}

function Open({ orders }: { orders: NonNullable<ReturnType<typeof useOpenOrders>>["orders"] }) {
  return (
    <OrdersTable
      caption="Open orders"
      orders={orders}
      isNarrow
      empty={
        <EmptyState title="No open orders">
          An order stands here while a venue works on it.{" "}
          <TextLink href="/orders?show=all">All orders</TextLink>
        </EmptyState>
      }
    />
  );
}

function PositionOf({ symbol }: { symbol: string }) {
  const { position } = useMine(symbol);
  return position ? (
    <div className="max-w-md p-2">
      <MyInstrument symbol={symbol} position={position} orders={[]} />
    </div>
  ) : (
    <EmptyState title={`No ${symbol} in this account`}>What you buy of it stands here.</EmptyState>
  );
}
