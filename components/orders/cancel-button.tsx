"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Order, STATUS_WORDS, type Terms, termsInWords } from "@/components/orders/order-words";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast-store";

type CancelButtonProps = {
  order: Terms & Pick<Order, "id" | "symbol" | "status">;
  size?: "sm" | "md";
};

/**
 * Asks the venues to cancel what is left of an order. It is over only when they say so, which the status tells; asking
 * twice does no harm. Nothing for an order that is over.
 */
export function CancelButton(props: CancelButtonProps) {
  return STATUS_WORDS[props.order.status].isGoingOn ? <Cancel {...props} /> : null;
}

function Cancel({ order, size = "sm" }: CancelButtonProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const name = `${order.symbol}, ${termsInWords(order)}`;
  const cancel = useMutation(
    trpc.orders.cancel.mutationOptions({
      onError: (error) =>
        showToast({ tone: "caution", title: `Not cancelled: ${name}`, description: error.message }),
      onSettled: () => queryClient.invalidateQueries(trpc.orders.pathFilter()),
    }),
  );
  const isPending = cancel.isPending || order.status === "PENDING_CANCEL";
  return (
    <Button
      variant="danger"
      size={size}
      isPending={isPending}
      onClick={() => cancel.mutate({ orderId: order.id })}
      aria-label={`Cancel ${name}`}
    >
      {isPending ? "Cancelling" : "Cancel"}
    </Button>
  );
}
