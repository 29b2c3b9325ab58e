import { money, toWire } from "@/domain/money/money";
import { INTRADAY_MARGIN } from "@/domain/risk/intraday-margin";
import { callDueOn, type CallKind, type CallOutcome, type OpenCall } from "@/domain/risk/margin-calls";
import { addDays, type LocalDate, toIso } from "@/domain/time/instant";
import { idFrom } from "@/server/platform/ids";
import type { Step } from "@/server/street/street";

/** A call that is not met, whether it is still open or has expired. */
export type UnmetCall = OpenCall & { accountNumber: string; isExpired: boolean };

/** The calls of these accounts that are not met, oldest first, by account. */
export async function unmetCalls(step: Step, numbers: readonly string[]): Promise<Map<string, UnmetCall[]>> {
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

type CallRow = {
  id: string;
  account_number: string;
  kind: CallKind;
  amount: string;
  covered: string;
  due_on: LocalDate;
  status: "OPEN" | "MET" | "EXPIRED";
};

/** An account's calls and what a close did to them. */
export type ClosedCalls = { number: string; calls: readonly UnmetCall[]; outcome: CallOutcome };

/** What becomes of the calls of an account, and the new ones, as rows; each change is told. */
function callRows(step: Step, day: LocalDate, { number, calls, outcome }: ClosedCalls): CallRow[] {
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
      account_number: number,
      kind: call.kind,
      amount: toWire(call.amount),
      covered: toWire(isMet ? call.amount : (outcome.covered.get(call.id) ?? call.covered)),
      due_on: call.dueOn,
      status: isMet ? "MET" : isExpired ? "EXPIRED" : "OPEN",
    };
  });
  for (const { kind, amount } of outcome.issued) {
    const id = idFrom("margin-call", number, kind, day);
    const dueOn = callDueOn(kind, day);
    step.events.add("CLEARING", {
      kind: "MARGIN_CALLED",
      callId: id,
      accountNumber: number,
      callKind: kind,
      amount: toWire(amount),
      issuedOn: day,
      dueOn,
      at,
    });
    rows.push({
      id,
      account_number: number,
      kind,
      amount: toWire(amount),
      covered: "0",
      due_on: dueOn,
      status: "OPEN",
    });
  }
  return rows;
}

/** Keeps what a close did to these accounts' calls, and tells it. */
export async function keepCalls(step: Step, day: LocalDate, closed: readonly ClosedCalls[]): Promise<void> {
  const rows = closed.flatMap((one) => callRows(step, day, one));
  if (rows.length === 0) return;
  await step.tx.$executeRaw`
    insert into street.firm_margin_call (id, account_number, kind, amount, covered, issued_on, due_on, status)
    select r.id, r.account_number, r.kind, r.amount, r.covered, ${day}::date, r.due_on, r.status
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, account_number text, kind text, amount numeric,
      covered numeric, due_on date, status text)
    on conflict (id) do update set covered = excluded.covered, status = excluded.status,
      met_on = case excluded.status when 'MET' then ${day}::date end`;
}
