import type { Outputs } from "@/components/shell/trpc-client";

export type Caps = Outputs["funding"]["accountCaps"];

export const METHOD_WORDS: Record<Caps["today"][number]["method"], string> = {
  ACH: "Bank transfers (ACH)",
  WIRE: "Wires",
  JOURNAL: "Between own accounts",
};
