"use client";

import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { forgetOrder, nameOrder, type Shelf } from "@/components/orders/intended-order";
import type { Order } from "@/components/orders/order-words";
import {
  changeTicket,
  emptyTicket,
  type FieldProblems,
  missingIn,
  type Side,
  type TicketForm,
  termsOf,
} from "@/components/orders/ticket-terms";
import { fieldMessage, useTRPC } from "@/components/shell/trpc-client";

/** The preview follows the typing at this distance, and the market at that one. */
const TYPING_MS = 250;
const MARKET_MS = 3_000;

/** A value once it has stayed the same for a while. */
function useSettled<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

const shelf = (): Shelf | null => (typeof localStorage === "undefined" ? null : localStorage);

/**
 * An order in the making: the form, its preview, and the one act that places it. Whatever the reader does, one intended
 * order reaches the server under one name (see intended-order).
 */
export function useTicket(accountId: string, symbol: string, side: Side) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [form, setForm] = useState(() => emptyTicket(side));
  const [name, setName] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const [placed, setPlaced] = useState<Order | null>(null);

  const terms = termsOf(form, accountId, symbol);
  const settledForm = useSettled(form, TYPING_MS);
  const previewed = terms && termsOf(settledForm, accountId, symbol);
  const preview = useQuery(
    trpc.orders.preview.queryOptions(previewed ?? skipToken, {
      placeholderData: keepPreviousData,
      staleTime: MARKET_MS,
      refetchInterval: MARKET_MS,
      retry: false,
    }),
  );

  const answered = (answeredName: string) => {
    forgetOrder(shelf(), accountId, symbol, answeredName);
    setName(null);
  };
  const place = useMutation(
    trpc.orders.place.mutationOptions({
      onSuccess(order, { clientOrderId }) {
        answered(clientOrderId);
        setPlaced(order);
        // The next order is to be typed anew; a refused one is to be mended.
        if (order.status !== "DENIED") setForm((current) => ({ ...current, quantity: "" }));
      },
      onError(error, { clientOrderId }) {
        if (error.data?.app.code === "CLIENT_ORDER_ID_CONFLICT") answered(clientOrderId);
      },
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.orders.pathFilter()),
          queryClient.invalidateQueries(trpc.portfolio.pathFilter()),
        ]),
    }),
  );

  function change(part: Partial<TicketForm>): void {
    setForm((current) => changeTicket(current, part));
    setName((current) => current ?? nameOrder(shelf(), accountId, symbol));
    setChecked(false);
    if (place.isError) place.reset();
  }

  /** Places the order if the form is complete; answers whether it was. */
  function submit(): boolean {
    if (place.isPending) return true;
    setChecked(true);
    if (!terms) return false;
    const clientOrderId = name ?? nameOrder(shelf(), accountId, symbol);
    setName(clientOrderId);
    place.mutate({ ...terms, clientOrderId });
    setChecked(false);
    return true;
  }

  const missing = isChecked ? missingIn(form) : {};
  const faultOf = (field: keyof FieldProblems) =>
    missing[field] ??
    fieldMessage(place.error, field) ??
    (previewed ? fieldMessage(preview.error, field) : undefined);

  return {
    form,
    change,
    submit,
    problems: { quantity: faultOf("quantity"), limitPrice: faultOf("limitPrice") },
    /** Null until the ticket is complete. */
    preview: previewed ? (preview.data ?? null) : null,
    isPreviewOld: preview.isPlaceholderData || settledForm !== form,
    previewError: previewed && !preview.error?.data?.app.fields.length ? preview.error : null,
    place,
    placed,
  };
}

export type Ticket = ReturnType<typeof useTicket>;
