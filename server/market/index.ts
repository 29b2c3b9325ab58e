export type { LiveMessage } from "@/server/market/live-frames";
export { errorFrame, quotesFrame } from "@/server/market/live-frames";
export { type LiveHub, liveHubOf } from "@/server/market/live-hub";
export { type LiveInput, liveInput } from "@/server/market/live-input";
export type { Sink } from "@/server/market/live-line";
export { quoteAt } from "@/server/market/queries";
