"use client";

import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { forgetOrder, nameOrder, type Shelf } from "@/components/orders/intended-order";
import type { Order } from "@/components/orders/order-words";
import {
  changeTicket,
  emptyTicket,
  missingIn,
  pickPrice,
  type Side,
  type TicketField,
  type TicketForm,
} from "@/components/orders/ticket-form";
import { groupInWords, type Intended, intendedBy, saleToPreview } from "@/components/orders/ticket-terms";
import {
  type ApiError,
  fieldMessage,
  type Outputs,
  useTRPC,
  useTRPCClient,
} from "@/components/shell/trpc-client";
import { useSettled } from "@/components/ui/use-settled";

/** The preview follows the typing at this distance, and the market at that one. */
const TYPING_MS = 250;
const MARKET_MS = 3_000;

/** Where the server's schemas have what stands in a field of the ticket. */
const PATHS: Record<TicketField, readonly string[]> = {
  quantity: ["quantity"],
  amount: ["amount"],
  limitPrice: ["limitPrice", "entry.limitPrice"],
  stopPrice: ["stopPrice", "entry.stopPrice"],
  trailValue: ["trail.value", "trail"],
  timeInForce: ["timeInForce", "entry.timeInForce"],
  expiresOn: ["expiresOn"],
  route: ["route", "route.venue", "route.onProtected"],
  profitPrice: ["takeProfit.limitPrice"],
  lossStop: ["stopLoss.stopPrice"],
  lossLimit: ["stopLoss.limitPrice"],
  thenPrice: ["then.limitPrice", "then.stopPrice"],
  lots: ["lots", "lots.method", "lots.lots"],
  exitLots: ["exitLots"],
};

const shelf = (): Shelf | null => (typeof localStorage === "undefined" ? null : localStorage);

type Plan = Outputs["orders"]["preview"]["route"];
type Placing = {
  intended: Intended;
  named: { clientOrderId: string; isConfirmed: boolean };
  plan: Plan;
};
/** The orders that the ticket placed last, and the way that they were planned to go. */
export type Placed = { orders: [Order, ...Order[]]; plan: Plan };

/**
 * An order in the making: the form, its preview, and the one act that places it. Whatever the reader does, one intended
 * order reaches the server under one name (see intended-order).
 */
export function useTicket(accountId: string, symbol: string, side: Side) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [form, setForm] = useState(() => emptyTicket(side));
  const [name, setName] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const [placed, setPlaced] = useState<Placed | null>(null);

  const instrument = useQuery(
    trpc.market.instrument.queryOptions({ symbol }, { staleTime: Number.POSITIVE_INFINITY }),
  ).data;
  const intended = intendedBy(form, { accountId, symbol });
  const settledForm = useSettled(form, TYPING_MS);
  const previewed = intended && intendedBy(settledForm, { accountId, symbol });
  const following = {
    placeholderData: keepPreviousData,
    staleTime: MARKET_MS,
    refetchInterval: MARKET_MS,
    retry: false,
  } as const;
  const group = previewed?.group ?? null;
  const sale = saleToPreview(settledForm, { accountId, symbol });
  const lots = useQuery(trpc.tax.previewSale.queryOptions(sale ?? skipToken, following));
  const single = useQuery(
    trpc.orders.preview.queryOptions((group ? null : previewed?.first) ?? skipToken, following),
  );
  const grouped = useQuery(trpc.orders.previewGroup.queryOptions(group ?? skipToken, following));
  const preview = group ? grouped : single;
  const shown = previewed ? (preview.data ?? null) : null;

  // What was planned for an earlier form says nothing of this one.
  const isPreviewOld = preview.isPlaceholderData || settledForm !== form;

  const answered = (answeredName: string) => {
    forgetOrder(shelf(), accountId, symbol, answeredName);
    setName(null);
  };
  const place = useMutation<Order[], ApiError, Placing>({
    mutationFn: async ({ intended: { first, group }, named }) =>
      group
        ? client.orders.placeGroup.mutate({ ...group, ...named })
        : [await client.orders.place.mutate({ ...first, ...named })],
    onSuccess([lead, ...others], { named, plan }) {
      answered(named.clientOrderId);
      if (!lead) return;
      setPlaced({ orders: [lead, ...others], plan });
      // The next order is to be typed anew; a refused one is to be mended.
      if (lead.status !== "DENIED") setForm((current) => ({ ...current, quantity: "", amount: "" }));
    },
    onError(error, { named }) {
      if (error.data?.app.code === "CLIENT_ORDER_ID_CONFLICT") answered(named.clientOrderId);
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.orders.pathFilter()),
        queryClient.invalidateQueries(trpc.tax.pathFilter()),
        queryClient.invalidateQueries(trpc.portfolio.pathFilter()),
      ]),
  });

  function reshape(reshaped: (current: TicketForm) => TicketForm): void {
    setForm(reshaped);
    setName((current) => current ?? nameOrder(shelf(), accountId, symbol));
    setChecked(false);
    if (place.isError) place.reset();
  }

  /** Places the order if the form is complete; answers whether it was. `isConfirmed`: it is no double. */
  function submit({ isConfirmed } = { isConfirmed: false }): boolean {
    if (place.isPending) return true;
    setChecked(true);
    if (!intended) return false;
    const clientOrderId = name ?? nameOrder(shelf(), accountId, symbol);
    setName(clientOrderId);
    place.mutate({
      intended,
      named: { clientOrderId, isConfirmed },
      plan: isPreviewOld ? [] : (shown?.route ?? []),
    });
    setChecked(false);
    return true;
  }

  const missing = isChecked ? missingIn(form) : {};
  const toldOf = (error: ApiError | null, field: TicketField) =>
    PATHS[field].map((path) => fieldMessage(error, path)).find((message) => message !== undefined);

  return {
    form,
    instrument,
    change: (part: Partial<TicketForm>) => reshape((current) => changeTicket(current, part)),
    pick: (pickedSide: Side, price: string) => reshape((current) => pickPrice(current, pickedSide, price)),
    submit,
    /** What is wrong with a field, if anything is. */
    problemOf: (field: TicketField) =>
      missing[field] ?? toldOf(place.error, field) ?? (previewed ? toldOf(preview.error, field) : undefined),
    /** Null until the ticket is complete. */
    preview: shown,
    /** Which lots a sale would close, and what that would gain; null where there is nothing to choose. */
    lots: sale ? (lots.data ?? null) : null,
    /** What a group does besides the order that is previewed. */
    groupWords: groupInWords(previewed?.group ?? null),
    isPreviewOld,
    previewError: previewed && !preview.error?.data?.app.fields.length ? preview.error : null,
    place,
    placed,
  };
}

export type Ticket = ReturnType<typeof useTicket>;
