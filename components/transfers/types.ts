import type { Outputs } from "@/components/shell/trpc-client";

export type BankLink = Outputs["funding"]["links"][number];
export type TransferPage = Outputs["funding"]["transfers"];
export type Transfer = TransferPage["transfers"][number];
export type TransferLimits = Outputs["funding"]["limits"];
