import type { FirmEvent } from "@/domain/clearing/messages";
import { quantity } from "@/domain/money/money";
import { type OrderLots, orderLotsFrom, storedLots } from "@/domain/tax/order-lots";
import { type Instant, instantFromIso, toDate } from "@/domain/time/instant";
import { explainLotBreaks } from "@/server/clearing";
import { lockCash } from "@/server/ledger";
import { rebookSale } from "@/server/lot-choices/rebook-sale";
import { loadSale, type Sale } from "@/server/lot-choices/sale";
import { recordAudit } from "@/server/platform/audit";
import { Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { sendMails } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

export type LotAnswer = Extract<FirmEvent, { kind: "LOTS_CHOSEN" | "LOTS_REFUSED" }>;
const EXPLAINED: Record<LotAnswer["kind"], string> = {
  LOTS_CHOSEN: "The clearing firm took the choice of lots after the day's end, and closed them anew.",
  LOTS_REFUSED: "The choice of lots came too late for the clearing firm: ours were closed by its own.",
};

type Refused = Extract<LotAnswer, { kind: "LOTS_REFUSED" }>;

/**
 * The clearing firm's answer to a choice of lots that reached it after the trade. Taken, it explains breaks that the
 * choice's being late has made. Refused, the sale is booked by the lots that the firm has closed, and the holders are
 * told; a newer choice stands until it has an answer of its own.
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
  const isNewest = await answer(tx, deps, sale, event, at);
  if (event.kind === "LOTS_REFUSED" && isNewest) await bookTheirs(tx, deps, sale, event, at);
  if (accountNumber !== null && isNewest)
    await explainLotBreaks(
      tx,
      { accountId, accountNumber, symbol },
      { at, resolution: EXPLAINED[event.kind] },
    );
  await publish(tx, `account:${accountId}`, "orders");
}

/** Notes the answer beside its choice, and whether no newer choice was made. */
async function answer(tx: Tx, deps: Deps, sale: Sale, event: LotAnswer, at: Instant): Promise<boolean> {
  const { orderId } = sale;
  const newest = await tx.lotChoice.findFirst({ where: { orderId }, orderBy: { seq: "desc" } });
  const said =
    event.kind === "LOTS_CHOSEN"
      ? { status: "TAKEN", answeredAt: toDate(at) }
      : { status: "REFUSED", answer: event.reason, answeredAt: toDate(at) };
  if (event.choiceId !== null) {
    await tx.lotChoice.updateMany({ where: { id: event.choiceId, orderId, status: "SENT" }, data: said });
    return newest?.id === event.choiceId;
  }
  if (event.kind === "LOTS_REFUSED" && newest === null) await noteFirst(tx, deps, sale, said);
  return newest === null;
}

/** The choice that came with the order has a row once it is refused: somebody will ask what became of it. */
async function noteFirst(
  tx: Tx,
  deps: Deps,
  { orderId, accountId, symbol, choice }: Sale,
  said: { status: string; answer?: string; answeredAt: Date },
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
      ...said,
    },
  });
}

async function bookTheirs(tx: Tx, deps: Deps, sale: Sale, event: Refused, at: Instant): Promise<void> {
  const theirs = await choiceOf(tx, sale.accountId, event);
  await rebookSale(tx, sale, theirs, null);
  const holders = await tx.$queryRaw<{ email: string }[]>`
    select u.email from portal.account_holder h join portal.users u on u.id = h.user_id
    where h.account_id = ${sale.accountId}::uuid order by u.email`;
  await sendMails(
    tx,
    holders.map(({ email }) => ({
      to: email,
      subject: `Lots of a sale of ${sale.symbol} were not changed`,
      body: `The clearing firm could not take your choice of lots. ${event.reason} The sale is booked by the lots that the firm has closed. Sign in and open the order to see them.`,
      link: `/orders/${sale.orderId}`,
    })),
    deps.clock.now(),
  );
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

/** What the firm closed by, its names of lots put into ours. */
async function choiceOf(tx: Tx, accountId: string, { method, lots }: Refused): Promise<OrderLots | null> {
  if (method !== "SPECIFIC") return method === null ? null : orderLotsFrom(method, null);
  const named = lots ?? [];
  const rows = await tx.$queryRaw<{ id: string; exec_id: string }[]>`
    select l.id, x.exec_id from portal.execution x join portal.tax_lot l on l.execution_id = x.id
    where x.account_id = ${accountId}::uuid and x.exec_id = any(${named.map(({ lotId }) => lotId)}::text[])`;
  const ids = new Map(rows.map((row) => [row.exec_id, row.id]));
  return {
    method,
    lots: named.map(({ lotId, shares }) => ({ lotId: ids.get(lotId) ?? lotId, shares: quantity(shares) })),
  };
}
