import type { FirmEvent } from "@/domain/clearing/messages";
import { instantFromIso, toDate } from "@/domain/time/instant";
import { lockCashWhere, postSettlements } from "@/server/ledger";
import { Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publishToAccounts } from "@/server/platform/news";

export type SettledEvent = Extract<FirmEvent, { kind: "TRADES_SETTLED" }>;

/**
 * The clearing firm says that executions have settled: their cash and shares move from the unsettled to the settled
 * accounts. Executions that we do not know, or that settled before, are left to the reconciliation to name. A handful
 * of statements however many events there are; those of one instant go together. A split may have come in between: the
 * money is that of the trade, the shares are the new ones.
 */
export async function settleTrades(tx: Tx, deps: Deps, events: readonly SettledEvent[]): Promise<void> {
  for (const at of new Set(events.map((event) => event.at))) {
    const ids = events.filter((event) => event.at === at).flatMap((event) => event.execIds);
    await settleAt(tx, deps, ids, at);
  }
}

async function settleAt(tx: Tx, deps: Deps, execIds: readonly string[], at: string): Promise<void> {
  const waiting = Prisma.sql`
    x.exec_id = any(${[...execIds]}::text[]) and x.settled_at is null and x.busted_at is null`;
  const accounts = Prisma.sql`select distinct x.account_id from portal.execution x where ${waiting}`;
  await lockCashWhere(tx, accounts);
  // Heard when it is true: at the commit.
  await publishToAccounts(tx, accounts, "cash");
  const settledAt = instantFromIso(at);
  const settled = await postSettlements(
    tx,
    Prisma.sql`
      update portal.execution x set settled_at = ${toDate(settledAt)} where ${waiting}
      returning x.id, x.account_id, x.side, coalesce(x.settles_symbol, x.symbol) as symbol,
        coalesce(x.settles_as, x.quantity) as shares, x.trade_date, x.settlement_date,
        round(x.quantity * x.price, 2) + (x.commission + x.sec_fee + x.taf_fee) * case x.side when 'BUY' then 1 else -1 end as net`,
    settledAt,
  );
  if (settled < execIds.length)
    deps.log.warn(
      { told: execIds.length, settled },
      "the clearing firm settled trades that we do not know or had settled",
    );
}
