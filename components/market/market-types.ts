import type { Outputs } from "@/components/shell/trpc-client";

export type Instrument = Outputs["market"]["instrument"];
export type History = Outputs["market"]["history"];
export type Bar = History["bars"][number];
export type Interval = History["interval"];
export type Figures = Outputs["market"]["keyFigures"];
export type Depth = Outputs["market"]["depth"];
export type Sale = Outputs["market"]["prints"][number];
export type Status = Outputs["market"]["status"];
export type Position = Outputs["portfolio"]["get"]["positions"][number];

export const KIND_WORDS: Record<Instrument["kind"], string> = {
  STOCK: "Stock",
  ETF: "ETF",
  OTC: "Over the counter",
};
