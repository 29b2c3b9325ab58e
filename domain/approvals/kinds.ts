/** Roles that the staff have; an approver has one of them (server/platform/actor.ts). */
type StaffRole = "REVIEWER" | "ADMIN";

export type ApprovalRule = {
  title: string;
  /** Who of the staff may propose it; null where it is the customer or the house. */
  proposedBy: readonly StaffRole[] | null;
  approvedBy: readonly StaffRole[];
  /** How many must approve, unless the one who proposes asks for more. */
  approvalsNeeded: number;
};

const ADMINS = ["ADMIN"] as const;
const STAFF = ["REVIEWER", "ADMIN"] as const;

/**
 * What needs more than one pair of eyes, as data. A kind's effect stands in server/approvals/effects.ts: a new kind
 * does not compile without one.
 */
export const APPROVAL_KINDS = {
  ACCOUNT_LIMITS: {
    title: "Limits of an account",
    proposedBy: ADMINS,
    approvedBy: ADMINS,
    approvalsNeeded: 1,
  },
  /** A withdrawal over the limit, which its customer proposes; a wire, which whoever called the customer does. */
  MONEY_OUT: {
    title: "Money that leaves",
    proposedBy: null,
    approvedBy: ADMINS,
    approvalsNeeded: 1,
  },
  PLACE_RULING: { title: "Where we do business", proposedBy: ADMINS, approvedBy: ADMINS, approvalsNeeded: 1 },
  /** For who has lost app and recovery codes. Of one of the staff only administrators (server/auth). */
  SECOND_FACTOR_RESET: {
    title: "Reset a second factor",
    proposedBy: STAFF,
    approvedBy: STAFF,
    approvalsNeeded: 1,
  },
  TRANSFER_LIMITS: {
    title: "Transfer limits of an account",
    proposedBy: ADMINS,
    approvedBy: ADMINS,
    approvalsNeeded: 1,
  },
  TAX_ID: { title: "See a tax id", proposedBy: STAFF, approvedBy: STAFF, approvalsNeeded: 1 },
} as const satisfies Record<string, ApprovalRule>;

export type ApprovalKind = keyof typeof APPROVAL_KINDS;
export const APPROVAL_KIND_KEYS = Object.keys(APPROVAL_KINDS) as [ApprovalKind, ...ApprovalKind[]];
export const approvalRule = (kind: ApprovalKind): ApprovalRule => APPROVAL_KINDS[kind];
