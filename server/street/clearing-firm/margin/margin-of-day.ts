import { MARGIN_ROWS_AN_EVENT } from "@/domain/clearing/margin-messages";
import { add, larger, type Money, money, type Price, subtract, toWire, ZERO } from "@/domain/money/money";
import { INTRADAY_MARGIN } from "@/domain/risk/intraday-margin";
import { type MarginFigures, marginFigures, smaAtClose } from "@/domain/risk/margin";
import {
  callDueOn,
  type CallKind,
  type CallOutcome,
  callsAtClose,
  type OpenCall,
  takenByRegT,
} from "@/domain/risk/margin-calls";
import { addDays, type LocalDate, toIso } from "@/domain/time/instant";
import { idFrom } from "@/server/platform/ids";
import { accrueInterest } from "@/server/street/clearing-firm/margin/accrue-interest";
import { deficitOfDay } from "@/server/street/clearing-firm/margin/intraday-deficit";
import {
  entriesOf,
  type MarginAccountOfDay,
  marginAccountsAfter,
} from "@/server/street/clearing-firm/margin/margin-accounts";
import type { Step } from "@/server/street/street";

type UnmetCall = OpenCall & { accountNumber: string; isExpired: boolean };

async function unmetCalls(step: Step, numbers: readonly string[]): Promise<Map<string, UnmetCall[]>> {
  const rows = await step.tx.$queryRaw<
    {
      id: string;
      account_number: string;
      kind: CallKind;
      amount: string;
      covered: string;
      due_on: LocalDate;
      status: string;
    }[]
  >`
    select id, account_number, kind, amount::text as amount, covered::text as covered, due_on::text as due_on, status
    from street.firm_margin_call where status <> 'MET' and account_number = any(${[...numbers]}::text[])
    order by issued_on, id`;
  const calls = new Map<string, UnmetCall[]>();
  for (const row of rows) {
    const list = calls.get(row.account_number) ?? [];
    list.push({
      id: row.id,
      accountNumber: row.account_number,
      kind: row.kind,
      amount: money(row.amount),
      covered: money(row.covered),
      dueOn: row.due_on,
      isExpired: row.status === "EXPIRED",
    });
    calls.set(row.account_number, list);
  }
  return calls;
}

type Stated = {
  account: MarginAccountOfDay;
  figures: MarginFigures;
  sma: Money;
  calls: UnmetCall[];
  outcome: CallOutcome;
};

/** An account's figures, special memorandum account and calls at the close (Reg T 220.5, FINRA 4210). */
function stated(
  step: Step,
  account: MarginAccountOfDay,
  calls: UnmetCall[],
  day: LocalDate,
  closes: ReadonlyMap<string, Price>,
): Stated {
  const figures = marginFigures(account, day);
  const entries = entriesOf(account, day);
  const credits = larger(entries, ZERO);
  const after = add(account.sma, subtract(entries, takenByRegT(calls, credits)));
  const outcome = callsAtClose(calls, {
    figures,
    sma: larger(after, figures.initialExcess),
    credits,
    intradayDeficit: deficitOfDay(step, account, day, figures.equity, closes),
    day,
  });
  return { account, figures, sma: smaAtClose(after, figures), calls, outcome };
}

async function writeFigures(step: Step, day: LocalDate, rows: readonly Stated[]): Promise<void> {
  const stated = rows.map(({ account, figures, sma }) => ({
    accountNumber: account.number,
    longMarketValue: toWire(figures.longMarketValue),
    equity: toWire(figures.equity),
    debit: toWire(figures.debit),
    initialRequirement: toWire(figures.initialRequirement),
    maintenanceRequirement: toWire(figures.maintenanceRequirement),
    sma: toWire(sma),
  }));
  await step.tx.$executeRaw`
    insert into street.firm_margin (account_number, business_date, long_market_value, equity, debit, initial_requirement,
      maintenance_requirement, sma)
    select r."accountNumber", ${day}::date, r."longMarketValue", r.equity, r.debit, r."initialRequirement",
      r."maintenanceRequirement", r.sma
    from jsonb_to_recordset(${JSON.stringify(stated)}::jsonb) as r("accountNumber" text, "longMarketValue" numeric,
      equity numeric, debit numeric, "initialRequirement" numeric, "maintenanceRequirement" numeric, sma numeric)`;
  for (let from = 0; from < stated.length; from += MARGIN_ROWS_AN_EVENT)
    step.events.add("CLEARING", {
      kind: "MARGIN_STATED",
      businessDate: day,
      rows: stated.slice(from, from + MARGIN_ROWS_AN_EVENT),
      at: toIso(step.now),
    });
}

type CallRow = {
  id: string;
  account_number: string;
  kind: CallKind;
  amount: string;
  covered: string;
  due_on: LocalDate;
  status: "OPEN" | "MET" | "EXPIRED";
};

/** What becomes of the calls of an account, and the new ones, as rows; each change is told. */
function callRows(step: Step, day: LocalDate, { account, calls, outcome }: Stated): CallRow[] {
  const at = toIso(step.now);
  const rows = calls.map((call): CallRow => {
    const isMet = outcome.met.includes(call.id);
    const isExpired = outcome.expired.includes(call.id);
    if (isMet) step.events.add("CLEARING", { kind: "MARGIN_CALL_MET", callId: call.id, metOn: day, at });
    else if (isExpired && !call.isExpired) {
      const until = addDays(call.dueOn, INTRADAY_MARGIN.restrictedDays);
      const restrictedUntil = call.kind === "INTRADAY" ? until : null;
      step.events.add("CLEARING", { kind: "MARGIN_CALL_EXPIRED", callId: call.id, restrictedUntil, at });
    }
    return {
      id: call.id,
      account_number: account.number,
      kind: call.kind,
      amount: toWire(call.amount),
      covered: toWire(isMet ? call.amount : (outcome.covered.get(call.id) ?? call.covered)),
      due_on: call.dueOn,
      status: isMet ? "MET" : isExpired ? "EXPIRED" : "OPEN",
    };
  });
  for (const { kind, amount } of outcome.issued) {
    const id = idFrom("margin-call", account.number, kind, day);
    const dueOn = callDueOn(kind, day);
    step.events.add("CLEARING", {
      kind: "MARGIN_CALLED",
      callId: id,
      accountNumber: account.number,
      callKind: kind,
      amount: toWire(amount),
      issuedOn: day,
      dueOn,
      at,
    });
    rows.push({
      id,
      account_number: account.number,
      kind,
      amount: toWire(amount),
      covered: "0",
      due_on: dueOn,
      status: "OPEN",
    });
  }
  return rows;
}

async function writeCalls(step: Step, day: LocalDate, rows: readonly CallRow[]): Promise<void> {
  if (rows.length === 0) return;
  await step.tx.$executeRaw`
    insert into street.firm_margin_call (id, account_number, kind, amount, covered, issued_on, due_on, status)
    select r.id, r.account_number, r.kind, r.amount, r.covered, ${day}::date, r.due_on, r.status
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, account_number text, kind text, amount numeric,
      covered numeric, due_on date, status text)
    on conflict (id) do update set covered = excluded.covered, status = excluded.status,
      met_on = case excluded.status when 'MET' then ${day}::date end`;
}

/**
 * Ends the day of the margin accounts: interest accrues (and is posted at the month's last close), each account is
 * reckoned at its closing prices, calls are met, expire and are made, and all of it is told. In batches by account
 * number; a firm without margin accounts pays two looks at an index.
 */
export async function marginOfDay(step: Step, day: LocalDate): Promise<void> {
  await accrueInterest(step, day);
  const closes = new Map<string, Price>();
  let after = "";
  for (;;) {
    const accounts = await marginAccountsAfter(step, day, after, closes);
    const last = accounts.at(-1);
    if (!last) return;
    after = last.number;
    const calls = await unmetCalls(
      step,
      accounts.map(({ number }) => number),
    );
    const rows = accounts.map((account) =>
      stated(step, account, calls.get(account.number) ?? [], day, closes),
    );
    await writeFigures(step, day, rows);
    await writeCalls(
      step,
      day,
      rows.flatMap((row) => callRows(step, day, row)),
    );
  }
}
