import { z } from "zod";
import { orderInput, previewInput, symbolInput } from "@/domain/orders/order-input";
import { cancelOrder } from "@/server/orders/cancel-order";
import { placeOrder } from "@/server/orders/place-order";
import { previewOrder } from "@/server/orders/preview-order";
import { deskOrders, listExecutions, listOrders, orderDetail } from "@/server/orders/queries";
import { investorProcedure, reviewerProcedure, router } from "@/server/trpc/procedures";

const id = z.uuid("This is not a valid id.");
const cursor = id.optional();

/** The customer's orders. */
export const ordersRouter = router({
  place: investorProcedure
    .input(orderInput)
    .mutation(({ ctx, input }) => placeOrder(ctx.deps, ctx.actor, input)),
  preview: investorProcedure
    .input(previewInput)
    .query(({ ctx, input }) => previewOrder(ctx.deps, ctx.actor, input)),
  cancel: investorProcedure
    .input(z.strictObject({ orderId: id }))
    .mutation(({ ctx, input }) => cancelOrder(ctx.deps, ctx.actor, input)),
  list: investorProcedure
    .input(
      z.strictObject({
        accountId: id,
        show: z.enum(["ALL", "OPEN"]).default("ALL"),
        symbol: symbolInput.optional(),
        cursor,
      }),
    )
    .query(({ ctx, input }) => listOrders(ctx.deps, ctx.actor, input)),
  detail: investorProcedure
    .input(z.strictObject({ orderId: id }))
    .query(({ ctx, input }) => orderDetail(ctx.deps, ctx.actor, input)),
  executions: investorProcedure
    .input(z.strictObject({ accountId: id, cursor }))
    .query(({ ctx, input }) => listExecutions(ctx.deps, ctx.actor, input)),
});

/** The broker's view of all orders. */
export const orderDeskRouter = router({
  list: reviewerProcedure
    .input(z.strictObject({ show: z.enum(["ALL", "OPEN", "DENIED"]).default("ALL"), cursor }))
    .query(({ ctx, input }) => deskOrders(ctx.deps, input)),
});
