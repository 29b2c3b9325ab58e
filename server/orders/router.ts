import { z } from "zod";
import { groupPreviewInput, orderGroupInput } from "@/domain/orders/order-group-input";
import { orderInput, previewInput, replaceInput, symbolInput } from "@/domain/orders/order-input";
import { cancelAllOrders, cancelOrder } from "@/server/orders/cancel-order";
import { executionQuality } from "@/server/orders/execution-quality";
import { placeOrderGroup } from "@/server/orders/place-group";
import { placeOrder } from "@/server/orders/place-order";
import { replaceOrder } from "@/server/orders/replace-order";
import { previewOrder, previewOrderGroup } from "@/server/orders/preview-order";
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
  previewGroup: investorProcedure
    .input(groupPreviewInput)
    .query(({ ctx, input }) => previewOrderGroup(ctx.deps, ctx.actor, input)),
  cancel: investorProcedure
    .input(z.strictObject({ orderId: id }))
    .mutation(({ ctx, input }) => cancelOrder(ctx.deps, ctx.actor, input)),
  placeGroup: investorProcedure
    .input(orderGroupInput)
    .mutation(({ ctx, input }) => placeOrderGroup(ctx.deps, ctx.actor, input)),
  replace: investorProcedure
    .input(replaceInput)
    .mutation(({ ctx, input }) => replaceOrder(ctx.deps, ctx.actor, input)),
  cancelAll: investorProcedure
    .input(z.strictObject({ accountId: id, symbol: symbolInput.optional() }))
    .mutation(({ ctx, input }) => cancelAllOrders(ctx.deps, ctx.actor, input)),
  quality: investorProcedure
    .input(z.strictObject({ accountId: id, days: z.int().min(1).max(366).default(90) }))
    .query(({ ctx, input }) => executionQuality(ctx.deps, ctx.actor, input)),
  list: investorProcedure
    .input(
      z.strictObject({
        accountId: id,
        show: z.enum(["ALL", "OPEN"]).default("ALL"),
        symbol: symbolInput.optional(),
        groupId: id.optional(),
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
