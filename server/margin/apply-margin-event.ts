import type { FirmEvent } from "@/domain/clearing/messages";
import { cashJournal } from "@/domain/ledger/posting-rules";
import { money } from "@/domain/money/money";
import { instantFromIso, type LocalDate, toColumn } from "@/domain/time/instant";
import { lockCash, postJournals } from "@/server/ledger";
import { closeCall, expireCall, openCall } from "@/server/margin/follow-calls";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publishAll } from "@/server/platform/news";

/** What the clearing firm says of margin accounts. */
export type MarginEvent = Extract<
  FirmEvent,
  {
    kind: "MARGIN_STATED" | "MARGIN_CALLED" | "MARGIN_CALL_MET" | "MARGIN_CALL_EXPIRED" | "INTEREST_POSTED";
  }
>;
type Told<Kind extends MarginEvent["kind"]> = Extract<MarginEvent, { kind: Kind }>;

/**
 * Applies what the clearing firm says of margin accounts, inside the transaction that moves the cursor. Rows of
 * accounts and calls that we do not know change nothing: the day's reconciliation names them.
 */
export async function applyMarginEvent(tx: Tx, deps: Deps, event: MarginEvent): Promise<void> {
  switch (event.kind) {
    case "MARGIN_STATED":
      return keepFigures(tx, event);
    case "MARGIN_CALLED":
      return openCall(tx, deps, event);
    case "MARGIN_CALL_MET":
      return closeCall(tx, deps, event);
    case "MARGIN_CALL_EXPIRED":
      return expireCall(tx, deps, event);
    case "INTEREST_POSTED":
      return postInterest(tx, event);
  }
}

/** Keeps a day's figures; the first statement of a day stands. */
async function keepFigures(tx: Tx, event: Told<"MARGIN_STATED">): Promise<void> {
  await tx.$executeRaw`
    insert into portal.margin_figure (account_id, business_date, long_market_value, equity, debit, initial_requirement,
      maintenance_requirement, sma)
    select a.id, ${event.businessDate}::date, r."longMarketValue", r.equity, r.debit, r."initialRequirement",
      r."maintenanceRequirement", r.sma
    from jsonb_to_recordset(${JSON.stringify(event.rows)}::jsonb) as r("accountNumber" text, "longMarketValue" numeric,
      equity numeric, debit numeric, "initialRequirement" numeric, "maintenanceRequirement" numeric, sma numeric)
    join portal.account a on a.number = r."accountNumber"
    on conflict do nothing`;
}

/** Books a month's interest, as charged or paid by the clearing firm. The same reference counts once. */
async function postInterest(tx: Tx, event: Told<"INTEREST_POSTED">): Promise<void> {
  const numbers = [...new Set(event.rows.map(({ accountNumber }) => accountNumber))];
  const accounts = await tx.account.findMany({
    where: { number: { in: numbers } },
    select: { id: true, number: true },
  });
  const idOf = new Map(accounts.map(({ id, number }) => [number, id]));
  const known = event.rows.flatMap((row) => {
    const accountId = idOf.get(row.accountNumber);
    return accountId ? [{ ...row, accountId }] : [];
  });
  const earlier = await tx.interestPosting.findMany({
    where: { id: { in: known.map(({ reference }) => reference) } },
    select: { id: true },
  });
  const booked = new Set(earlier.map(({ id }) => id));
  const fresh = known.filter(({ reference }) => !booked.has(reference));
  if (fresh.length === 0) return;
  await lockCash(
    tx,
    fresh.map(({ accountId }) => accountId),
  );
  const on = event.postedOn as LocalDate;
  await tx.interestPosting.createMany({
    data: fresh.map(({ reference, accountId, interestKind, amount }) => ({
      id: reference,
      accountId,
      kind: interestKind,
      amount,
      postedOn: toColumn(on),
    })),
  });
  await postJournals(
    tx,
    fresh.map(({ reference, accountId, interestKind, amount }) =>
      cashJournal(interestKind === "DEBIT" ? "DEBIT_INTEREST" : "CREDIT_INTEREST", {
        source: reference,
        accountId,
        amount: money(amount),
        on,
        exchangeAt: instantFromIso(event.at),
      }),
    ),
  );
  const channels = new Set(fresh.map(({ accountId }) => `account:${accountId}` as const));
  await publishAll(tx, [...channels], "cash");
}
