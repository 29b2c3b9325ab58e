"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { newName } from "@/components/orders/intended-order";
import { type Order, STATUS_WORDS, termsInWords } from "@/components/orders/order-words";
import { PriceField } from "@/components/orders/ticket-prices";
import { fieldMessage, isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { compareDecimals } from "@/components/ui/decimal-text";
import { DecimalField } from "@/components/ui/decimal-field";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { showToast } from "@/components/ui/toast-store";
import { formatQuantity } from "@/domain/money/format";

/** Orders that belong together are cancelled and placed anew; one that has a request under way has to end it first. */
const canChange = ({ status, groupId }: Pick<Order, "status" | "groupId">): boolean =>
  STATUS_WORDS[status].isGoingOn && groupId === null && status !== "HELD" && !status.startsWith("PENDING");

/** Opens the dialog that changes a working order; nothing for an order that cannot be changed. */
export function ChangeButton({ order, size = "sm" }: { order: Order; size?: "sm" | "md" }) {
  const [isOpen, setOpen] = useState(false);
  if (!canChange(order) && !isOpen) return null;
  return (
    <>
      <Button
        size={size}
        onClick={() => setOpen(true)}
        aria-label={`Change ${order.symbol}, ${termsInWords(order)}`}
      >
        Change
      </Button>
      <Dialog
        title={`Change ${termsInWords(order)} ${order.symbol}`}
        size="sm"
        isOpen={isOpen}
        onOpenChange={setOpen}
      >
        <ChangeForm order={order} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

const isWhole = (quantity: string) => !quantity.includes(".");

function ChangeForm({ order, onDone }: { order: Order; onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  // One request has one name: pressing again after a lost answer changes nothing twice.
  const [clientOrderId] = useState(newName);
  const [quantity, setQuantity] = useState(order.quantity);
  const [limitPrice, setLimitPrice] = useState(order.limitPrice ?? "");
  const [stopPrice, setStopPrice] = useState(order.stopPrice ?? "");
  const [isChecked, setChecked] = useState(false);
  const replace = useMutation(
    trpc.orders.replace.mutationOptions({
      onSuccess() {
        showToast({
          tone: "info",
          title: `Change asked for: ${order.symbol}`,
          description: "The venue answers.",
        });
        onDone();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.orders.pathFilter()),
    }),
  );

  const terms = {
    ...changed("quantity", quantity, order.quantity),
    ...changed("limitPrice", limitPrice, order.limitPrice),
    ...changed("stopPrice", stopPrice, order.stopPrice),
  };
  const isSame = Object.keys(terms).length === 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (!isSame && !replace.isPending) replace.mutate({ orderId: order.id, clientOrderId, ...terms });
  }

  const { error } = replace;
  return (
    <Form onSubmit={submit} aria-label="New terms" className="grid gap-3">
      {isWhole(order.quantity) ? (
        <DecimalField
          label="Quantity"
          decimals={0}
          step="1"
          suffix="shares"
          value={quantity}
          onChange={setQuantity}
          error={fieldMessage(error, "quantity")}
          description={
            order.cumQty === "0"
              ? undefined
              : `All in all, with the ${formatQuantity(order.cumQty)} that are filled already`
          }
        />
      ) : null}
      {order.stopPrice ? (
        <PriceField
          label="Stop price"
          name="stopPrice"
          value={stopPrice}
          onChange={setStopPrice}
          error={fieldMessage(error, "stopPrice")}
        />
      ) : null}
      {order.limitPrice ? (
        <PriceField
          label="Limit price"
          name="limitPrice"
          value={limitPrice}
          onChange={setLimitPrice}
          error={fieldMessage(error, "limitPrice")}
        />
      ) : null}
      <p className="text-small text-muted">
        The old terms stand until the venue has taken the new ones, and may be filled until then. More shares
        or another price give the order a new place in the venue’s queue.
      </p>
      {isChecked && isSame ? (
        <Callout tone="info" isLive>
          Change the quantity or a price first.
        </Callout>
      ) : null}
      {error && !error.data?.app.fields.length ? (
        <Callout
          tone="danger"
          title={isUnanswered(error) ? "No answer came" : "The order was not changed"}
          isLive
        >
          {isUnanswered(error)
            ? "The change may have arrived or not. Press the button again: it is never made twice."
            : error.message}
        </Callout>
      ) : null}
      <Button type="submit" variant="primary" size="lg" fullWidth isPending={replace.isPending}>
        Change the order
      </Button>
    </Form>
  );
}

/** A term that differs from what stands; an empty one stays as it is. */
function changed<Name extends string>(
  name: Name,
  value: string,
  standing: string | null,
): Partial<Record<Name, string>> {
  const settled = value.replace(/\.$/, "");
  if (!standing || settled === "" || compareDecimals(settled, standing) === 0) return {};
  return { [name]: settled } as Partial<Record<Name, string>>;
}
