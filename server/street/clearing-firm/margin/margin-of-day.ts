import { MARGIN_ROWS_AN_EVENT } from "@/domain/clearing/margin-messages";
import { add, larger, type Money, type Price, subtract, toWire, ZERO } from "@/domain/money/money";
import { type MarginFigures, marginFigures, smaAtClose } from "@/domain/risk/margin";
import { type CallOutcome, callsAtClose, takenByRegT } from "@/domain/risk/margin-calls";
import { type LocalDate, toIso } from "@/domain/time/instant";
import { keepCalls, type UnmetCall, unmetCalls } from "@/server/street/clearing-firm/margin/keep-calls";
import { accrueInterest } from "@/server/street/clearing-firm/margin/accrue-interest";
import { deficitOfDay } from "@/server/street/clearing-firm/margin/intraday-deficit";
import {
  entriesOf,
  type MarginAccountOfDay,
  marginAccountsAfter,
} from "@/server/street/clearing-firm/margin/margin-accounts";
import type { Step } from "@/server/street/street";

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
    await keepCalls(
      step,
      day,
      rows.map(({ account, calls: open, outcome }) => ({ number: account.number, calls: open, outcome })),
    );
  }
}
