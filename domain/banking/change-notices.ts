/**
 * Notifications of change: the receiving bank takes an entry and tells what to correct before the next one (Nacha
 * Operating Rules, Appendix Five; corrections are due within six banking days). We correct at once.
 */
export const CHANGE_NOTICES = {
  C01: { title: "Incorrect account number", changes: ["NUMBER"] },
  C02: { title: "Incorrect routing number", changes: ["ROUTING"] },
  C03: { title: "Incorrect routing number and account number", changes: ["ROUTING", "NUMBER"] },
  C05: { title: "Incorrect kind of account", changes: ["KIND"] },
  C06: { title: "Incorrect account number and kind of account", changes: ["NUMBER", "KIND"] },
  C07: {
    title: "Incorrect routing number, account number and kind of account",
    changes: ["ROUTING", "NUMBER", "KIND"],
  },
} as const satisfies Record<string, { title: string; changes: readonly ("NUMBER" | "ROUTING" | "KIND")[] }>;

export type ChangeNoticeCode = keyof typeof CHANGE_NOTICES;
export const CHANGE_NOTICE_CODES = Object.keys(CHANGE_NOTICES) as ChangeNoticeCode[];
