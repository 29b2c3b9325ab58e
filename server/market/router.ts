import { z } from "zod";
import { lineInput } from "@/domain/text/text-input";
import { symbolInput } from "@/domain/orders/order-input";
import { liveFeed } from "@/server/market/live-feed";
import { liveInput, symbolsInput } from "@/server/market/live-input";
import { bars, clockView, instrumentOf, quotes, searchInstruments } from "@/server/market/queries";
import { publicProcedure, router, signedInProcedure } from "@/server/trpc/procedures";

/** Market data and the live line of a tab. */
export const marketRouter = router({
  search: signedInProcedure
    .input(
      z.strictObject({
        text: lineInput({ max: 40, label: "A symbol or a name" }),
      }),
    )
    .query(({ ctx, input }) => searchInstruments(ctx.deps, input)),
  instrument: signedInProcedure
    .input(z.strictObject({ symbol: symbolInput }))
    .query(({ ctx, input }) => instrumentOf(ctx.deps, input)),
  quotes: signedInProcedure
    .input(z.strictObject({ symbols: symbolsInput }))
    .query(({ ctx, input }) => quotes(ctx.deps, input)),
  bars: signedInProcedure
    .input(z.strictObject({ symbol: symbolInput, interval: z.enum(["1m", "5m", "1h", "1d"]) }))
    .query(({ ctx, input }) => bars(ctx.deps, input)),
  clock: publicProcedure.query(({ ctx }) => clockView(ctx.deps)),
  live: signedInProcedure
    .input(liveInput)
    .subscription(({ ctx, input, signal }) =>
      liveFeed(ctx.deps, ctx.actor, input, signal ?? new AbortController().signal),
    ),
});
