import { larger, type Money, money, smaller, subtract, ZERO } from "@/domain/money/money";
import { deficitDueOn } from "@/domain/risk/intraday-margin";
import type { MarginFigures } from "@/domain/risk/margin";
import { settlementCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";

/**
 * REG_T: a purchase beyond what the special memorandum account carried (Reg T 220.4). MAINTENANCE: equity below what
 * FINRA 4210 or the house asks, or below the minimum. INTRADAY: an intraday margin deficit (FINRA 4210(d)(2), 2026).
 */
export const CALL_KINDS = ["REG_T", "MAINTENANCE", "INTRADAY"] as const;
export type CallKind = (typeof CALL_KINDS)[number];
export const CALL_TITLES: Record<CallKind, string> = {
  REG_T: "Regulation T call",
  MAINTENANCE: "Maintenance call",
  INTRADAY: "Intraday margin deficit",
};
export const CALL_STATUSES = ["OPEN", "MET", "EXPIRED"] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

/** Reg T 220.4(d): up to this a creditor need take no action; no call is made of it. Dollars. */
export const REG_T_DE_MINIMIS = money("1000");

/** Days of the payment period beyond the settlement cycle (Reg T 220.2, "payment period"). */
const PAYMENT_DAYS = 2;

/** When a call of a day must be met: one payment period after it; an intraday deficit on the fifth trading day. */
export function callDueOn(kind: CallKind, issuedOn: LocalDate): LocalDate {
  if (kind === "INTRADAY") return deficitDueOn(issuedOn);
  return settlementCalendar.addSettlementDays(settlementCalendar.settlementDate(issuedOn), PAYMENT_DAYS);
}

/** A call that is not met yet; `covered` dollars have come in for it. */
export type OpenCall = { id: string; kind: CallKind; amount: Money; covered: Money; dueOn: LocalDate };

/** How an account stands at a close, as far as calls go by it. Dollars. */
export type CallFacts = {
  figures: Pick<MarginFigures, "maintenanceExcess" | "minimumEquityDeficit">;
  /** The special memorandum account after the day's entries and its raise; below zero, Reg T margin is due. */
  sma: Money;
  /** What came in this day: the day's entries of the special memorandum account, if they sum above zero. */
  credits: Money;
  /** The day's intraday deficit; zero when there was none, or it may be let pass. */
  intradayDeficit: Money;
  day: LocalDate;
};

/** What a close does to an account's calls. `covered` is the new sum of those that stay open or expire. */
export type CallOutcome = {
  issued: { kind: CallKind; amount: Money }[];
  met: string[];
  expired: string[];
  covered: Map<string, Money>;
};

/** What maintenance asks for at a close: the excess that is missing, or what is missing to the minimum equity. */
export const maintenanceDeficit = (figures: CallFacts["figures"]): Money =>
  larger(larger(figures.maintenanceExcess.negated() as Money, figures.minimumEquityDeficit), ZERO);

/** Reg T calls are met by what comes in (a deposit, a dividend, what a sale frees), never by the market. */
function meetRegT(calls: readonly OpenCall[], credits: Money): Map<string, Money> {
  let left = credits;
  const covered = new Map<string, Money>();
  for (const call of calls) {
    const taken = smaller(left, subtract(call.amount, call.covered));
    covered.set(call.id, call.covered.plus(taken) as Money);
    left = subtract(left, taken);
  }
  return covered;
}

/** Dollars of a day's credits that open Reg T calls take before the special memorandum account gets the rest. */
export const takenByRegT = (calls: readonly OpenCall[], credits: Money): Money =>
  smaller(
    credits,
    calls
      .filter(({ kind }) => kind === "REG_T")
      .reduce((sum, call) => sum.plus(call.amount).minus(call.covered) as Money, ZERO),
  );

/** Maintenance calls, oldest first, are covered by as much as the deficit is smaller than all of them together. */
function meetMaintenance(calls: readonly OpenCall[], deficit: Money): Map<string, Money> {
  const asked = calls.reduce((sum, call) => sum.plus(call.amount) as Money, ZERO);
  let left = larger(subtract(asked, deficit), ZERO);
  const covered = new Map<string, Money>();
  for (const call of calls) {
    const taken = smaller(left, call.amount);
    covered.set(call.id, taken);
    left = subtract(left, taken);
  }
  return covered;
}

/**
 * What a close does to an account's calls, oldest first. Maintenance calls are met by money or by the market, Reg T
 * calls by money only, an intraday deficit once the maintenance excess covers it. What is not met at the close of the
 * day on which it is due has expired; it can still be met later.
 */
export function callsAtClose(calls: readonly OpenCall[], facts: CallFacts): CallOutcome {
  const of = (kind: CallKind) => calls.filter((call) => call.kind === kind);
  const deficit = maintenanceDeficit(facts.figures);
  const excess = larger(facts.figures.maintenanceExcess, ZERO);
  const covered = new Map([
    ...meetRegT(of("REG_T"), facts.credits),
    ...meetMaintenance(of("MAINTENANCE"), deficit),
    ...of("INTRADAY").map((call): [string, Money] => [call.id, smaller(excess, call.amount)]),
  ]);
  const isMet = (call: OpenCall): boolean => (covered.get(call.id) ?? ZERO).gte(call.amount);
  const unmet = calls.filter((call) => !isMet(call));
  const asked = of("MAINTENANCE").reduce((sum, call) => sum.plus(call.amount) as Money, ZERO);
  const due = facts.sma.negated() as Money;
  const issued: CallOutcome["issued"] = [];
  if (due.gt(REG_T_DE_MINIMIS)) issued.push({ kind: "REG_T", amount: due });
  if (deficit.gt(asked)) issued.push({ kind: "MAINTENANCE", amount: subtract(deficit, asked) });
  if (facts.intradayDeficit.gt(excess)) issued.push({ kind: "INTRADAY", amount: facts.intradayDeficit });
  return {
    issued,
    met: calls.filter(isMet).map(({ id }) => id),
    expired: unmet.filter((call) => call.dueOn <= facts.day).map(({ id }) => id),
    covered: new Map(unmet.map(({ id }) => [id, covered.get(id) ?? ZERO])),
  };
}
