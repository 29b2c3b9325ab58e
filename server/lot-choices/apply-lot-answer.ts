import type { FirmEvent } from "@/domain/clearing/messages";
import { add, NO_SHARES, type Quantity, quantity } from "@/domain/money/money";
import { formatQuantity } from "@/domain/money/format";
import { lotChoiceText } from "@/domain/tax/lot-choice-input";
import { type KeptLots, type OrderLots, orderLotsFrom, storedLots } from "@/domain/tax/order-lots";
import { type Instant, instantFromIso, type LocalDate, toDate } from "@/domain/time/instant";
import { explainLotBreaks } from "@/server/clearing";
import { lockCash } from "@/server/ledger";
import { type KeptFill, rebookSale } from "@/server/lot-choices/rebook-sale";
import { keptOf, loadSale, type Sale } from "@/server/lot-choices/sale";
import { tellHolders } from "@/server/lot-choices/tell-holders";
import { recordAudit } from "@/server/platform/audit";
import { Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

export type LotAnswer = Extract<FirmEvent, { kind: "LOTS_CHOSEN" | "LOTS_REFUSED" }>;
type Refused = Extract<LotAnswer, { kind: "LOTS_REFUSED" }>;

const EXPLAINED: Record<LotAnswer["kind"], string> = {
  LOTS_CHOSEN: "The clearing firm took the choice of lots after the day's end, and closed them anew.",
  LOTS_REFUSED: "The choice of lots came too late for the clearing firm: ours were closed by its own.",
};

/**
 * The clearing firm's answer to a choice of lots that reached it after the trade. What had settled by then keeps the
 * lots that the firm has closed; the choice is of the rest, of what is still to be sold, too. Taken, it explains breaks
 * that the choice's being late has made. Refused for all of a sale that is over, the sale is booked by the lots that
 * the firm has closed. The holders are told of what is booked otherwise than they chose; a newer choice stands until it
 * has an answer of its own.
 */
export async function applyLotAnswer(tx: Tx, deps: Deps, event: LotAnswer): Promise<void> {
  const order = await tx.order.findUnique({
    where: { id: event.orderReference },
    select: { accountId: true },
  });
  if (!order) {
    deps.log.error({ kind: event.kind }, "the clearing firm spoke of lots of an order that we do not know");
    return;
  }
  await tx.$executeRaw`select 1 from portal.orders where id = ${event.orderReference}::uuid for update`;
  await lockCash(tx, [order.accountId]);
  const sale = await loadSale(tx, event.orderReference, null);
  const at = instantFromIso(event.at);
  const { accountId, accountNumber, symbol } = sale;
  const kept = await keptByFirm(tx, sale, event.kept ?? []);
  // What is still to be sold goes by the choice: it has been taken, though all that was sold had settled.
  const isRefused = event.kind === "LOTS_REFUSED" && !sale.isOpen;
  const words = isRefused ? event.reason : keptWords(kept.changed, sale.isOpen);
  const isNewest = await answer(tx, deps, sale, event, { isRefused, words, at });
  if (isRefused && isNewest) await bookTheirs(tx, deps, sale, event, kept, at);
  else if (kept.all.length > 0) await bookKept(tx, deps, sale, event, kept, at);
  if (accountNumber !== null && isNewest)
    await explainLotBreaks(
      tx,
      { accountId, accountNumber, symbol },
      { at, resolution: EXPLAINED[event.kind] },
    );
  await publish(tx, `account:${accountId}`, "orders");
}

/** What of a sale keeps its lots by the firm's word, and which of it we had booked otherwise. */
type KeptByFirm = { all: KeptFill[]; changed: KeptFill[] };

const said = ({ choice, filledBefore }: KeptLots): string =>
  `${lotChoiceText(choice ?? { method: "FIFO" })} ${choice?.method === "SPECIFIC" ? filledBefore.toFixed() : ""}`;

async function keptByFirm(tx: Tx, sale: Sale, kept: NonNullable<LotAnswer["kept"]>): Promise<KeptByFirm> {
  const fills = new Map(sale.fills.map((fill) => [fill.execId, fill]));
  const ours = await ourLots(tx, sale.accountId, kept);
  const all = kept.flatMap(({ execId, filledBefore, ...choice }): KeptFill[] => {
    const fill = fills.get(execId);
    return fill ? [{ fill, choice: ours(choice), filledBefore: quantity(filledBefore) }] : [];
  });
  return { all, changed: all.filter((one) => said(one) !== said(keptOf(sale, one.fill))) };
}

const sharesOf = (kept: readonly KeptFill[]): Quantity =>
  add(NO_SHARES, ...kept.map(({ fill }) => fill.shares));
const firstDay = ([first]: readonly KeptFill[]): LocalDate | null => first?.fill.tradeDate ?? null;

/** What the customer is told of shares that keep other lots than were chosen; null where there are none. */
function keptWords(changed: readonly KeptFill[], isOpen: boolean): string | null {
  if (changed.length === 0) return null;
  const shares = sharesOf(changed);
  const [had, keep] = shares.eq(1) ? ["share had", "keeps"] : ["shares had", "keep"];
  return `${formatQuantity(shares.toFixed())} ${had} settled before the clearing firm heard of the choice, and ${keep} the lots that it had closed. The choice counts for what had not settled${isOpen ? " and for what is still to be sold" : ""}.`;
}

type Said = { isRefused: boolean; words: string | null; at: Instant };

/** Notes the answer beside its choice, and whether no newer choice was made. */
async function answer(tx: Tx, deps: Deps, sale: Sale, event: LotAnswer, { isRefused, words, at }: Said) {
  const { orderId } = sale;
  const newest = await tx.lotChoice.findFirst({ where: { orderId }, orderBy: { seq: "desc" } });
  const data = { status: isRefused ? "REFUSED" : "TAKEN", answer: words, answeredAt: toDate(at) };
  if (event.choiceId !== null) {
    await tx.lotChoice.updateMany({ where: { id: event.choiceId, orderId, status: "SENT" }, data });
    return newest?.id === event.choiceId;
  }
  if (newest === null && words !== null) await noteFirst(tx, deps, sale, data);
  return newest === null;
}

/** The choice that came with the order has a row once it is not taken for all: somebody will ask what became of it. */
async function noteFirst(
  tx: Tx,
  deps: Deps,
  { orderId, accountId, symbol, choice }: Sale,
  data: { status: string; answer: string | null; answeredAt: Date },
): Promise<void> {
  if (!choice) return;
  const { placedBy, exchangeAt } = await tx.order.findUniqueOrThrow({ where: { id: orderId } });
  await tx.lotChoice.create({
    data: {
      id: newId(),
      orderId,
      accountId,
      symbol,
      method: choice.method,
      lots: choice.method === "SPECIFIC" ? storedLots(choice.lots).slice() : Prisma.DbNull,
      chosenBy: placedBy,
      chosenAt: exchangeAt,
      recordedAt: toDate(deps.clock.now()),
      ...data,
    },
  });
}

/** All of a sale that is over had settled: it is booked as the firm has it. */
async function bookTheirs(
  tx: Tx,
  deps: Deps,
  sale: Sale,
  event: Refused,
  kept: KeptByFirm,
  at: Instant,
): Promise<void> {
  const theirs = (await ourLots(tx, sale.accountId, [event]))(event);
  const from = sale.fills[0]?.tradeDate ?? null;
  await rebookSale(tx, deps, sale, { choice: theirs, choiceId: null, kept: kept.all, from, at });
  await tellHolders(tx, deps, sale, {
    subject: `Lots of a sale of ${sale.symbol} were not changed`,
    body: `The clearing firm could not take your choice of lots. ${event.reason} The sale is booked by the lots that the firm has closed. Sign in and open the order to see them.`,
  });
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: "order.lots_refused",
    subjectType: "order",
    subjectId: sale.orderId,
    detail: { choiceId: event.choiceId, reason: event.reason, booked: event.method ?? "FIFO" },
    at: deps.clock.now(),
    exchangeAt: at,
  });
}

/** What had settled is booked as the firm has it, and the choice stays that of the rest. */
async function bookKept(
  tx: Tx,
  deps: Deps,
  sale: Sale,
  event: LotAnswer,
  { all, changed }: KeptByFirm,
  at: Instant,
): Promise<void> {
  await rebookSale(tx, deps, sale, {
    choice: sale.choice,
    choiceId: null,
    kept: all,
    from: firstDay(changed),
    at,
  });
  const words = keptWords(changed, sale.isOpen);
  if (words === null) return;
  await tellHolders(tx, deps, sale, {
    subject: `Lots of a sale of ${sale.symbol} were changed in part`,
    body: `${words} Sign in and open the order to see its lots.`,
  });
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: "order.lots_kept",
    subjectType: "order",
    subjectId: sale.orderId,
    detail: { choiceId: event.choiceId, shares: sharesOf(changed).toFixed() },
    at: deps.clock.now(),
    exchangeAt: at,
  });
}

type Theirs = Pick<Refused, "method" | "lots">;

/** Gives what the firm closed by in our names of lots: it knows a lot by the execution that opened it. */
async function ourLots(
  tx: Tx,
  accountId: string,
  choices: readonly Theirs[],
): Promise<(choice: Theirs) => OrderLots | null> {
  const named = [...new Set(choices.flatMap(({ lots }) => lots?.map(({ lotId }) => lotId) ?? []))];
  const rows = named.length
    ? await tx.$queryRaw<{ id: string; exec_id: string }[]>`
        select l.id, x.exec_id from portal.execution x join portal.tax_lot l on l.execution_id = x.id
        where x.account_id = ${accountId}::uuid and x.exec_id = any(${named}::text[])`
    : [];
  const ids = new Map(rows.map((row) => [row.exec_id, row.id]));
  return ({ method, lots }) =>
    orderLotsFrom(
      method,
      (lots ?? []).map(({ lotId, shares }) => ({ lotId: ids.get(lotId) ?? lotId, shares })),
    );
}
