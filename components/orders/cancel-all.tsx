"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useOpenOrders } from "@/components/orders/order-watch";
import { type Order, termsInWords } from "@/components/orders/order-words";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast-store";

/** Named one by one up to here; the rest is counted. */
const NAMED = 6;
const PAGE = 50;

const orderCount = (count: number): string =>
  count === 1 ? "1 open order" : `${count >= PAGE ? `${PAGE} or more` : count} open orders`;

type CancelAllProps = {
  accountId: string;
  /** The dialog is opened by a button here, and by a key elsewhere: who owns it says whether it is open. */
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  kbd?: string;
};

/** Cancels all open orders of an account, once it is confirmed how many they are; nothing while there is none. */
export function CancelAll({ accountId, isOpen, onOpenChange, kbd }: CancelAllProps) {
  const orders = useOpenOrders(accountId)?.orders ?? [];
  return (
    <>
      {orders.length > 0 ? (
        // A finger's button is as high as the row of tabs that it stands in: its own edge and ground would cover the row's.
        <Button
          size="sm"
          variant="danger"
          kbd={kbd}
          className="max-md:border-transparent max-md:bg-transparent"
          onClick={() => onOpenChange(true)}
        >
          Cancel all
        </Button>
      ) : null}
      <Dialog
        title={orders.length === 0 ? "No open orders" : `Cancel ${orderCount(orders.length)}?`}
        size="sm"
        isAlert
        isOpen={isOpen}
        onOpenChange={onOpenChange}
      >
        <Confirm accountId={accountId} orders={orders} onDone={() => onOpenChange(false)} />
      </Dialog>
    </>
  );
}

type ConfirmProps = { accountId: string; orders: readonly Order[]; onDone: () => void };

function Confirm({ accountId, orders, onDone }: ConfirmProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cancelAll = useMutation(
    trpc.orders.cancelAll.mutationOptions({
      onSuccess({ asked }) {
        showToast({
          tone: "info",
          title: `Cancel asked for: ${orderCount(asked)}`,
          description: "Each is over when its venue says so.",
        });
        onDone();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.orders.pathFilter()),
    }),
  );
  if (orders.length === 0) {
    return (
      <div className="grid gap-4">
        <p>There is nothing to cancel in this account.</p>
        <Button onClick={onDone}>Close</Button>
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <ul className="tabular grid gap-0.5 text-small">
        {orders.slice(0, NAMED).map((order) => (
          <li key={order.id}>
            <span className="font-semibold">{order.symbol}</span> {termsInWords(order)}
          </li>
        ))}
        {orders.length > NAMED ? <li className="text-muted">and {orders.length - NAMED} more</li> : null}
      </ul>
      <p className="text-small text-muted">
        All instruments of this account. What venues fill before the cancel reaches them stays yours.
      </p>
      {cancelAll.error ? (
        <Callout tone="danger" title="Not all cancels were asked for" isLive>
          {cancelAll.error.message} Look at the list, and try again.
        </Callout>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>Keep them</Button>
        <Button
          variant="loss"
          isPending={cancelAll.isPending}
          onClick={() => cancelAll.mutate({ accountId })}
        >
          Cancel {orderCount(orders.length)}
        </Button>
      </div>
    </div>
  );
}
