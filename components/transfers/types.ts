import type { Inputs, Outputs } from "@/components/shell/trpc-client";

export type BankLink = Outputs["funding"]["links"][number];
export type TransferPage = Outputs["funding"]["transfers"];
export type Transfer = TransferPage["transfers"][number];
export type TransferLimits = Outputs["funding"]["limits"];
export type TransferFilter = Pick<Inputs["funding"]["transfers"], "kind" | "state">;
/** Another account of the customer's that money can go to. */
export type OtherAccount = { id: string; number: string | null; title: string };
