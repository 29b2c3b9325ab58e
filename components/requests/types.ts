import type { Outputs } from "@/components/shell/trpc-client";

/** What may be asked for of one account, and what was. */
export type AccountRequests = Outputs["requests"]["ofAccount"];
