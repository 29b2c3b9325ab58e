import type { Outputs } from "@/components/shell/trpc-client";

export type MoneyDeskView = Outputs["funding"]["desk"];
export type WaitingTransfer = MoneyDeskView["waiting"][number];
export type ReturnedTransfer = MoneyDeskView["returned"][number];
export type ShortAccount = MoneyDeskView["short"][number];
