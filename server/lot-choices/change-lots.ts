import { AppError } from "@/domain/errors";
import { whyLotsStay } from "@/domain/tax/choice-deadline";
import { toWire } from "@/domain/money/money";
import { lotChoiceText } from "@/domain/tax/lot-choice-input";
import { type OrderLots, storedLots } from "@/domain/tax/order-lots";
import type { ChangeLotsInput } from "@/domain/tax/tax-inputs";
import { toDate } from "@/domain/time/instant";
import { lockCash } from "@/server/ledger";
import { lotsOfSale } from "@/server/lot-choices/lots-of-sale";
import { rebookSale } from "@/server/lot-choices/rebook-sale";
import { keptOf, loadSale, namedLeft, requireChoice, type Sale, storyOf } from "@/server/lot-choices/sale";
import type { SaleLotsView } from "@/server/lot-choices/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

const FIRST_IN: OrderLots = { method: "FIFO" };

/** A choice as the order and its history keep it. */
const stored = (choice: OrderLots | null) => ({
  method: choice?.method ?? null,
  lots: choice?.method === "SPECIFIC" ? storedLots(choice.lots).slice() : Prisma.DbNull,
});

/**
 * Names the lots of a sale anew, each fill's until the close on its settlement date, and those of what is still to be
 * sold: what has settled keeps its lots. Books, days of performance and papers follow at once, and the clearing firm is
 * told; should more have settled by then, what it has is booked again (`applyLotAnswer`). The same choice again changes
 * nothing. NOT_FOUND for another's order, CONFLICT once all has settled, VALIDATION for lots that were not open.
 */
export async function changeLots(
  deps: Deps,
  actor: Actor,
  { orderId, lots: choice }: ChangeLotsInput,
): Promise<SaleLotsView> {
  const exchangeAt = await deps.clock.exchangeNow();
  await deps.db.$transaction(async (tx) => {
    const sale = await lockSale(tx, actor, orderId);
    const story = await storyOf(tx, sale, exchangeAt);
    const reason = whyLotsStay(sale, exchangeAt);
    if (reason || !story) throw new AppError("CONFLICT", reason ?? "Nothing was sold.");
    if (sale.accountStatus === "CLOSED") throw new AppError("ACCOUNT_NOT_OPEN");
    requireChoice(deps, sale, story, choice);
    const before = namedLeft(sale, story) ?? FIRST_IN;
    if (lotChoiceText(before) === lotChoiceText(choice)) return;
    const choiceId = newId();
    const at = deps.clock.now();
    await rebookSale(tx, deps, sale, {
      choice,
      choiceId,
      kept: story.final.map((fill) => ({ fill, ...keptOf(sale, fill) })),
      from: story.free[0]?.tradeDate ?? null,
      at: exchangeAt,
    });
    const was = stored(sale.choice);
    await tx.lotChoice.create({
      data: {
        ...stored(choice),
        method: choice.method,
        id: choiceId,
        orderId,
        accountId: sale.accountId,
        symbol: sale.symbol,
        beforeMethod: was.method,
        beforeLots: was.lots,
        chosenBy: actor.userId,
        chosenAt: toDate(exchangeAt),
        recordedAt: toDate(at),
      },
    });
    await recordAudit(tx, {
      actor,
      action: "order.lots_changed",
      subjectType: "order",
      subjectId: orderId,
      detail: {
        choiceId,
        before: lotChoiceText(before),
        after: lotChoiceText(choice),
        ...(story.final.length > 0 ? { settled: toWire(story.settled) } : {}),
      },
      at,
      exchangeAt,
    });
  });
  deps.nudge();
  return lotsOfSale(deps, actor, { orderId });
}

/** The order before the account's cash, as fills and settlements lock them; then what is read stands. */
async function lockSale(tx: Tx, actor: Actor, orderId: string): Promise<Sale> {
  const own = await tx.order.findFirst({
    where: { id: orderId, account: heldBy(actor) },
    select: { accountId: true },
  });
  if (!own) throw new AppError("NOT_FOUND");
  await tx.$executeRaw`select 1 from portal.orders where id = ${orderId}::uuid for update`;
  await lockCash(tx, [own.accountId]);
  return loadSale(tx, orderId, actor);
}
