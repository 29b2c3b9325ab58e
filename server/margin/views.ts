import { money, moneyToWire, type Readable } from "@/domain/money/money";
import type { CallKind, CallStatus } from "@/domain/risk/margin-calls";
import type { MarginRegime } from "@/domain/risk/margin-regime";
import { type LocalDate, localDateFromColumn } from "@/domain/time/instant";

/** A margin call. Amounts are dollars as decimal texts. */
export type MarginCallView = {
  id: string;
  kind: CallKind;
  amount: string;
  issuedOn: LocalDate;
  dueOn: LocalDate;
  status: CallStatus;
  metOn: LocalDate | null;
  /** The last day without credit, after an intraday deficit that was not met in time. */
  restrictedUntil: LocalDate | null;
};

/** How a margin account stands, at the market of this moment. Dollars as decimal texts, rates as shares. */
export type MarginView = {
  regime: MarginRegime;
  longMarketValue: string;
  /** Cash above zero; what was lent, as a positive amount. */
  credit: string;
  debit: string;
  equity: string;
  initialRequirement: string;
  maintenanceRequirement: string;
  /** Equity beyond the maintenance requirement, before and after what open orders hold. */
  maintenanceExcess: string;
  excess: string;
  /** Special memorandum account at the last close; null before the first. */
  sma: string | null;
  smaOn: LocalDate | null;
  /** Dollars that may be bought of a security with the house's usual requirement. */
  buyingPower: string;
  usualMaintenance: string;
  /** Why nothing more is lent, or null. */
  refusal: "OVERDUE_CALL" | "INTRADAY_RESTRICTION" | "MINIMUM_EQUITY" | null;
  restrictedUntil: LocalDate | null;
  debitRate: string;
  creditRate: string;
  /** Holdings of which more than usual is asked. */
  special: { symbol: string; initial: string; maintenance: string }[];
  /** Calls that are not met, the one due first at the top, and the latest that were. */
  calls: MarginCallView[];
};

/** A call as the staff see it. */
export type StaffCallView = MarginCallView & {
  accountId: string;
  accountNumber: string | null;
  title: string;
};
export type MarginCallsView = { calls: StaffCallView[]; open: number; expired: number };

export type CallRow = {
  id: string;
  kind: string;
  amount: Readable;
  issuedOn: Date;
  dueOn: Date;
  status: string;
  metOn: Date | null;
  restrictedUntil: Date | null;
};

export const callView = (row: CallRow): MarginCallView => ({
  id: row.id,
  kind: row.kind as CallKind,
  amount: moneyToWire(money(row.amount)),
  issuedOn: localDateFromColumn(row.issuedOn),
  dueOn: localDateFromColumn(row.dueOn),
  status: row.status as CallStatus,
  metOn: row.metOn && localDateFromColumn(row.metOn),
  restrictedUntil: row.restrictedUntil && localDateFromColumn(row.restrictedUntil),
});
