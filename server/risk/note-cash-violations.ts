import { AppError } from "@/domain/errors";
import { type CashViolation, cashAccountAfter } from "@/domain/risk/cash-account";
import { settlementCalendar } from "@/domain/time/calendar";
import { instantAt, type LocalDate } from "@/domain/time/instant";
import { recordAudits } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { idFrom } from "@/server/platform/ids";
import { publishAll } from "@/server/platform/news";
import { loadWindows } from "@/server/risk/cash-windows";

/**
 * Settlement days that are looked at: longer than any payment period since 1990 (five days and two more), after which
 * a purchase has been paid for or its violation noted.
 */
const WINDOW_DAYS = 10;
const ACCOUNTS_AT_ONCE = 2_000;

type Found = CashViolation & { accountId: string };

const idOf = (one: Found): string => idFrom("cash-violation", one.accountId, one.purchaseId, one.kind);

/** Writes what is new, and on what is known only that it was made good; returns the new ones' ids. */
async function keep(tx: Tx, found: readonly Found[], notedOn: LocalDate): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string; is_new: boolean }[]>`
    insert into portal.cash_violation (id, account_id, kind, purchase_id, symbol, occurred_on, amount, relieved_on, noted_on)
    select id, account_id, kind, purchase_id, symbol, occurred_on, amount, relieved_on, ${notedOn}::date
    from unnest(${found.map(idOf)}::uuid[], ${found.map((one) => one.accountId)}::uuid[],
      ${found.map((one) => one.kind)}::text[], ${found.map((one) => one.purchaseId)}::uuid[],
      ${found.map((one) => one.symbol)}::text[], ${found.map((one) => one.day)}::date[],
      ${found.map((one) => one.amount.toFixed())}::numeric[], ${found.map((one) => one.relievedOn)}::date[])
      as found (id, account_id, kind, purchase_id, symbol, occurred_on, amount, relieved_on)
    order by account_id, purchase_id, kind
    on conflict (account_id, purchase_id, kind) do update set relieved_on = excluded.relieved_on
      where cash_violation.relieved_on is null and excluded.relieved_on is not null
    returning id, (xmax = 0) as is_new`;
  return new Set(rows.filter((row) => row.is_new).map((row) => row.id));
}

async function tell(tx: Tx, deps: Deps, found: readonly Found[]): Promise<void> {
  const at = deps.clock.now();
  await recordAudits(
    tx,
    found.map(({ accountId, kind, symbol, purchaseId, day, amount }) => ({
      actor: "SYSTEM",
      action: "account.cash_violation",
      subjectType: "account",
      subjectId: accountId,
      detail: { kind, symbol, orderId: purchaseId, day, amount: amount.toFixed(2) },
      at,
      exchangeAt: instantAt(day, "16:00"),
    })),
  );
  const accounts = new Set(found.map(({ accountId }) => `account:${accountId}` as const));
  await publishAll(tx, [...accounts, "staff"], "account");
}

/**
 * Notes what these accounts did against the cash account's rules up to the end of a business day (Reg T 220.8): reads
 * their trades and cash of the last days, lets the domain judge, and keeps each violation once, with an audit row. A
 * violation that money has meanwhile made good is marked so. Called again for the same day, it changes nothing.
 * Returns how many violations are new. At most 100,000 accounts; they are worked off in batches of 2,000.
 */
export async function noteCashViolations(
  tx: Tx,
  deps: Deps,
  accountIds: readonly string[],
  day: LocalDate,
): Promise<number> {
  if (accountIds.length > 100_000) throw new AppError("VALIDATION", "At most 100,000 accounts at once.");
  const first = settlementCalendar.addSettlementDays(day, -WINDOW_DAYS);
  let noted = 0;
  for (let start = 0; start < accountIds.length; start += ACCOUNTS_AT_ONCE) {
    const windows = await loadWindows(tx, accountIds.slice(start, start + ACCOUNTS_AT_ONCE), first, day);
    const found = windows.flatMap(({ accountId, opening, events }) =>
      cashAccountAfter(opening, events, day).violations.map((violation) => ({ ...violation, accountId })),
    );
    if (found.length === 0) continue;
    const fresh = await keep(tx, found, day);
    if (fresh.size > 0)
      await tell(
        tx,
        deps,
        found.filter((one) => fresh.has(idOf(one))),
      );
    noted += fresh.size;
  }
  return noted;
}
