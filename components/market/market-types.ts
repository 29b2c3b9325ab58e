import type { Inputs, Outputs } from "@/components/shell/trpc-client";

export type Instrument = Outputs["market"]["instrument"];
export type Bar = Outputs["market"]["bars"][number];
export type Interval = Inputs["market"]["bars"]["interval"];
export type Depth = Outputs["market"]["depth"];
export type Sale = Outputs["market"]["prints"][number];
export type Status = Outputs["market"]["status"];
export type Position = Outputs["portfolio"]["get"]["positions"][number];

export const KIND_WORDS: Record<Instrument["kind"], string> = {
  STOCK: "Stock",
  ETF: "ETF",
  OTC: "Over the counter",
};
