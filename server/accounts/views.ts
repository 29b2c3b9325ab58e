import type { AccountStatus } from "@/domain/onboarding/account-status";
import { ACCOUNT_TYPES, isAccountType } from "@/domain/onboarding/account-types";
import { localDateFromColumn } from "@/domain/time/instant";
import type { RestrictionKind } from "@/domain/accounts/restrictions";
import type { ApprovalView } from "@/server/approvals";
import type { AuditEntryView } from "@/server/audit";

/** An account as its holder sees it. `number` is null until the clearing firm has opened it. */
export type AccountView = {
  id: string;
  number: string | null;
  /** "RT-••••4417"; "Being opened" before there is a number. */
  maskedNumber: string;
  title: string;
  typeTitle: string;
  status: AccountStatus;
  /** "YYYY-MM-DD", by the exchange's calendar. */
  openedOn: string | null;
};

export type OwnerView = { userId: string; name: string; email: string; role: string };

/** A line of the staff's list. `cash` is dollars as a decimal text: all of it, settled or not. */
export type AccountLine = AccountView & { owners: OwnerView[]; cash: string; createdAt: string };
export type AccountPage = { accounts: AccountLine[]; nextCursor: string | null };

/** A restriction, in force or lifted. Instants are ISO texts; `by` null: the house itself. */
export type RestrictionView = {
  id: string;
  kind: RestrictionKind;
  reason: string;
  by: string | null;
  at: string;
  lifted: { by: string; at: string; reason: string } | null;
};
export type NoteView = { id: string; body: string; by: string; at: string };
export type DeskOrderLine = {
  id: string;
  symbol: string;
  side: string;
  quantity: string;
  cumQty: string;
  type: string;
  limitPrice: string | null;
  status: string;
  placedAt: string;
};

/** What the staff see of one account. Amounts are decimal texts in dollars, quantities in shares. */
export type AccountDetail = AccountLine & {
  application: { id: string; number: string } | null;
  balances: {
    settled: string;
    unsettledIn: string;
    unsettledOut: string;
    uncollected: string;
    reserved: string;
    available: string;
  };
  holdings: { symbol: string; quantity: string; settled: string; reserved: string }[];
  /** The reader holds this account: somebody else looks after it. */
  isOwn: boolean;
  restrictions: RestrictionView[];
  notes: NoteView[];
  /** The latest of each; the desk's other pages have them all. */
  orders: DeskOrderLine[];
  documents: { id: string; title: string; kind: string; onDate: string }[];
  approvals: ApprovalView[];
  history: AuditEntryView[];
};

export function maskNumber(number: string | null): string {
  if (number === null) return "Being opened";
  const dash = number.indexOf("-");
  return `${number.slice(0, dash + 1)}••••${number.slice(-4)}`;
}

export type AccountRow = {
  id: string;
  number: string | null;
  title: string;
  type: string;
  status: string;
  openedOn: Date | null;
};

export const accountView = (row: AccountRow): AccountView => ({
  id: row.id,
  number: row.number,
  maskedNumber: maskNumber(row.number),
  title: row.title,
  typeTitle: isAccountType(row.type) ? ACCOUNT_TYPES[row.type].title : row.type,
  status: row.status as AccountStatus,
  openedOn: row.openedOn && localDateFromColumn(row.openedOn),
});
