import { formatBankDay } from "@/domain/funding/bank-day";
import { USD } from "@/domain/ledger/chart";
import { formatPrice, formatQuantity, formatUsd } from "@/domain/money/format";
import { absolute, add, type Money, money, moneyToWire, quantity, toWire } from "@/domain/money/money";
import { localDateFromColumn } from "@/domain/time/instant";
import { actionWords } from "@/server/activity/action-items";
import type { ActivityItem } from "@/server/activity/views";
import type { Db, Prisma } from "@/server/platform/db";

type ExecutionRow = Prisma.ExecutionGetPayload<object>;
const TRANSFER_PARTS = { bankLink: true, wire: true } as const;
type TransferRow = Prisma.TransferGetPayload<{ include: typeof TRANSFER_PARTS }>;

/** A journal with the account's own lines and its cause, whichever kind that is. */
export type LoadedJournal = {
  row: Prisma.JournalGetPayload<object>;
  lines: { asset: string; amount: Money }[];
  execution: ExecutionRow | undefined;
  transfer: TransferRow | undefined;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What a journal was made of: a trade that was booked anew has its id with a number. */
const causeOf = (source: string): string => source.split(":")[0] ?? source;

/** Reads journals with what caused them: four statements. The ids come from a list that was already the owner's. */
export async function loadJournals(db: Db, ids: readonly string[]): Promise<LoadedJournal[]> {
  if (ids.length === 0) return [];
  const rows = await db.journal.findMany({ where: { id: { in: [...ids] } } });
  const sources = rows.map((row) => causeOf(row.source)).filter((source) => UUID.test(source));
  const [entries, executions, transfers] = await Promise.all([
    db.ledgerEntry.findMany({ where: { journalId: { in: [...ids] }, accountId: { not: null } } }),
    db.execution.findMany({ where: { id: { in: sources } } }),
    db.transfer.findMany({ where: { id: { in: sources } }, include: TRANSFER_PARTS }),
  ]);
  const executionById = new Map(executions.map((row) => [row.id, row]));
  const transferById = new Map(transfers.map((row) => [row.id, row]));
  const own = (row: { id: string; accountId: string | null }) =>
    entries.filter((entry) => entry.journalId === row.id && entry.accountId === row.accountId);
  return rows.map((row) => ({
    row,
    lines: own(row).map((entry) => ({ asset: entry.asset, amount: money(entry.amount) })),
    execution: executionById.get(causeOf(row.source)),
    transfer: transferById.get(causeOf(row.source)),
  }));
}

/** A journal as the customer reads it. */
export function journalItem(journal: LoadedJournal): ActivityItem {
  const { row, execution } = journal;
  const cash = add(
    money("0"),
    ...journal.lines.filter((line) => line.asset === USD).map((line) => line.amount),
  );
  const base: ActivityItem = {
    id: row.id,
    kind: row.kind === "TRADE" || row.kind === "REVERSAL" ? "TRADE" : "CASH",
    at: row.exchangeAt.toISOString(),
    title: row.memo,
    detail: null,
    symbol: execution?.symbol ?? null,
    quantity: null,
    price: null,
    amount: cash.isZero() ? null : moneyToWire(cash),
    tradeDate: localDateFromColumn(row.tradeDate),
    settlementDate: row.settlementDate && localDateFromColumn(row.settlementDate),
    orderId: execution?.orderId ?? null,
  };
  const action = actionWords(row.kind, journal.lines);
  if (action) return { ...base, ...action };
  if (row.kind === "SETTLEMENT") return { ...base, kind: "SETTLEMENT", ...settlementWords(execution) };
  // The figures of one that was booked anew are not those of its earlier journals: these say themselves what they are.
  if (row.kind === "TRADE" && execution?.revision === 0) return { ...base, ...tradeWords(execution) };
  return { ...base, ...cashWords(journal) };
}

function tradeWords(execution: ExecutionRow): Partial<ActivityItem> {
  const shares = toWire(quantity(execution.quantity));
  const price = toWire(money(execution.price));
  const bought = execution.side === "BUY";
  const fees = add(money(execution.commission), money(execution.secFee), money(execution.tafFee));
  return {
    title: `${bought ? "Bought" : "Sold"} ${formatQuantity(shares)} ${execution.symbol} at ${formatPrice(price)}`,
    detail: `Fees ${formatUsd(moneyToWire(fees))} · ${execution.venue}`,
    quantity: bought ? shares : `-${shares}`,
    price,
  };
}

function settlementWords(execution: ExecutionRow | undefined): Partial<ActivityItem> {
  if (!execution) return {};
  const bought = execution.side === "BUY";
  return {
    title: `${bought ? "Purchase" : "Sale"} of ${formatQuantity(toWire(quantity(execution.quantity)))} ${execution.symbol} settled`,
    detail: bought ? "The shares are paid for and yours." : "The proceeds are settled cash.",
  };
}

const CASH_TITLES: Record<string, string> = {
  DEPOSIT: "Deposit booked, not yet usable",
  DEPOSIT_RELEASE: "Deposit usable for trading",
  DEPOSIT_RETURN: "Deposit returned by the bank",
  WITHDRAWAL: "Withdrawal paid",
};

/** Who is at a movement's other end: a bank account, or the party of a wire. */
function otherEnd({ bankLink, wire }: TransferRow): string | null {
  if (bankLink) return `${bankLink.bankName} ••${bankLink.last4}`;
  return wire && (wire.last4 ? `${wire.bankName} ••${wire.last4}` : `${wire.partyName}, ${wire.bankName}`);
}

function cashWords({ row, lines, transfer }: LoadedJournal): Partial<ActivityItem> {
  const title = CASH_TITLES[row.kind] ?? row.memo;
  if (!transfer) return { title };
  const bank = otherEnd(transfer);
  if (!bank) return { title };
  const from = transfer.direction === "DEPOSIT" ? `From ${bank}` : `To ${bank}`;
  const moved = absolute(lines[0]?.amount ?? money("0"));
  const comes = transfer.status !== "RETURNED" && transfer.tradableOn;
  const usableOn = comes && formatBankDay(localDateFromColumn(comes));
  if (row.kind === "DEPOSIT" && usableOn) return { title, detail: `${from} · usable on ${usableOn}` };
  // It moves from one pocket to the other: the list shows no amount, so the words do.
  if (row.kind === "DEPOSIT_RELEASE") return { title, detail: `${formatUsd(moneyToWire(moved))} · ${from}` };
  if (row.kind === "DEPOSIT_RETURN")
    return { title, detail: `${from} · ${transfer.returnCode ?? ""}`.trim() };
  return { title, detail: from };
}
