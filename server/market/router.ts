import { z } from "zod";
import { lineInput } from "@/domain/text/text-input";
import { symbolInput } from "@/domain/orders/order-input";
import { chartRangeInput } from "@/domain/market/market-input";
import { dayVolumes } from "@/server/market/day-volumes";
import { depth } from "@/server/market/depth";
import { history } from "@/server/market/history";
import { keyFigures } from "@/server/market/key-figures";
import { liveFeed } from "@/server/market/live-feed";
import { liveInput, symbolsInput } from "@/server/market/live-input";
import { bars, clockView, instrumentOf, quotes, searchInstruments } from "@/server/market/queries";
import { marketStatus } from "@/server/market/market-status";
import { timeAndSales } from "@/server/market/time-and-sales";
import { publicProcedure, router, signedInProcedure } from "@/server/trpc/procedures";

const oneSymbol = z.strictObject({ symbol: symbolInput });

/** Market data and the live line of a tab. */
export const marketRouter = router({
  search: signedInProcedure
    .input(
      z.strictObject({
        text: lineInput({ max: 40, label: "A symbol or a name" }),
      }),
    )
    .query(({ ctx, input }) => searchInstruments(ctx.deps, input)),
  instrument: signedInProcedure.input(oneSymbol).query(({ ctx, input }) => instrumentOf(ctx.deps, input)),
  quotes: signedInProcedure
    .input(z.strictObject({ symbols: symbolsInput }))
    .query(({ ctx, input }) => quotes(ctx.deps, input)),
  volumes: signedInProcedure
    .input(z.strictObject({ symbols: symbolsInput }))
    .query(({ ctx, input }) => dayVolumes(ctx.deps, input)),
  bars: signedInProcedure
    .input(z.strictObject({ symbol: symbolInput, interval: z.enum(["1m", "5m", "1h", "1d"]) }))
    .query(({ ctx, input }) => bars(ctx.deps, input)),
  history: signedInProcedure
    .input(z.strictObject({ symbol: symbolInput, range: chartRangeInput }))
    .query(({ ctx, input }) => history(ctx.deps, input)),
  depth: signedInProcedure.input(oneSymbol).query(({ ctx, input }) => depth(ctx.deps, ctx.actor, input)),
  prints: signedInProcedure.input(oneSymbol).query(({ ctx, input }) => timeAndSales(ctx.deps, input)),
  status: signedInProcedure.input(oneSymbol).query(({ ctx, input }) => marketStatus(ctx.deps, input)),
  keyFigures: signedInProcedure.input(oneSymbol).query(({ ctx, input }) => keyFigures(ctx.deps, input)),
  clock: publicProcedure.query(({ ctx }) => clockView(ctx.deps)),
  live: signedInProcedure
    .input(liveInput)
    .subscription(({ ctx, input, signal }) =>
      liveFeed(ctx.deps, ctx.actor, input, signal ?? new AbortController().signal),
    ),
});
