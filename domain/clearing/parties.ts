/** The outside parties, each with its own numbered event log. */
export const PARTIES = ["VENUES", "CLEARING", "BANK"] as const;
export type Party = (typeof PARTIES)[number];
