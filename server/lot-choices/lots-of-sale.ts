import { isAppError } from "@/domain/errors";
import { groupedBy } from "@/domain/grouped";
import {
  add,
  type Money,
  moneyToWire,
  NO_SHARES,
  subtract,
  toCents,
  toWire,
  ZERO,
} from "@/domain/money/money";
import { lotsNamedUntil, whyLotsStay } from "@/domain/tax/choice-deadline";
import { termOf } from "@/domain/tax/holding-period";
import type { LotMethod } from "@/domain/tax/lot-methods";
import { methodsFor } from "@/domain/tax/lot-methods";
import { type HistoricClosing, lotsOfHistory } from "@/domain/tax/lot-history";
import { type OrderLots, storedLots } from "@/domain/tax/order-lots";
import type { SaleLotsInput } from "@/domain/tax/tax-inputs";
import { toIso } from "@/domain/time/instant";
import {
  loadSale,
  namedLeft,
  partsOf,
  requireChoice,
  type Sale,
  type SaleStory,
  storyBy,
  storyOf,
} from "@/server/lot-choices/sale";
import type { LotChangeView, SaleLotsView } from "@/server/lot-choices/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

const SHOWN = 100;
const CHANGES_SHOWN = 20;

/**
 * The lots that may be named for a sale, as far as it has not settled: what the choice given (or its own) takes of them
 * and what that gains, as the books would have it, and until when; no lots once that is over. It shows and does not
 * advise. NOT_FOUND for another's order.
 */
export async function lotsOfSale(deps: Deps, actor: Actor, input: SaleLotsInput): Promise<SaleLotsView> {
  const sale = await loadSale(deps.db, input.orderId, actor);
  const now = await deps.clock.exchangeNow();
  const closed = whyLotsStay(sale, now);
  // Once nothing can be chosen any more, nobody has to go through the stock's story.
  const [story, changes] = await Promise.all([
    closed ? null : storyOf(deps.db, sale, now),
    changesOf(deps, sale.orderId),
  ]);
  const parts = partsOf(sale, now);
  const until = lotsNamedUntil(sale.fills, now);
  const choice: OrderLots = input.lots ?? namedLeft(sale, parts) ?? { method: "FIFO" };
  const { closings, problem } = story ? outcome(deps, sale, story, choice) : { closings: [], problem: null };
  return {
    orderId: sale.orderId,
    symbol: sale.symbol,
    shares: toWire(closed ? parts.settled : parts.open),
    settled: toWire(parts.settled),
    leaves: toWire(sale.leaves),
    until: until && toIso(until.at),
    settlementDate: until && until.date,
    closed,
    method: choice.method,
    methods: [...methodsFor(deps.market.instrument(sale.symbol)?.kind ?? "STOCK")],
    named: choice.method === "SPECIFIC" ? [...storedLots(choice.lots)] : takenOf(closings),
    lots: story ? lotViews(story, closings) : [],
    more: Math.max(0, (story?.lots.length ?? 0) - SHOWN),
    gain: story && !problem && parts.free.length > 0 ? gains(story, closings) : null,
    problem,
    changes,
  };
}

/** What the sale would close by a choice: its stock's story with it instead of the order's own. */
function outcome(
  deps: Deps,
  sale: Sale,
  story: SaleStory,
  choice: OrderLots,
): { closings: HistoricClosing[]; problem: string | null } {
  try {
    requireChoice(deps, sale, story, choice);
  } catch (error) {
    if (isAppError(error) && error.code === "VALIDATION") return { closings: [], problem: error.message };
    throw error;
  }
  const free = new Set(story.free.map(({ id }) => id));
  const { closings } = lotsOfHistory(storyBy(sale, story, choice));
  return { closings: closings.filter(({ source }) => free.has(source)), problem: null };
}

/** Shares by lot, as they would be named. */
function takenOf(closings: readonly HistoricClosing[]): { lotId: string; shares: string }[] {
  const byLot = groupedBy(closings, ({ lotId }) => lotId);
  return [...byLot].map(([lotId, own]) => ({
    lotId,
    shares: toWire(add(NO_SHARES, ...own.map((closing) => closing.quantity))),
  }));
}

const gainOf = (closings: readonly HistoricClosing[]): Money =>
  closings.reduce((sum, { proceeds, cost }) => add(sum, subtract(proceeds, cost)), ZERO);

function gains({ lots }: SaleStory, closings: readonly HistoricClosing[]) {
  const acquired = new Map(lots.map((lot) => [lot.id, lot.acquiredOn]));
  const of = (term: "SHORT" | "LONG") =>
    closings.filter(({ lotId, on }) => termOf(acquired.get(lotId) ?? on, on) === term);
  return {
    SHORT: moneyToWire(gainOf(of("SHORT"))),
    LONG: moneyToWire(gainOf(of("LONG"))),
    total: moneyToWire(gainOf(closings)),
  };
}

function lotViews({ lots, free, net, on }: SaleStory, closings: readonly HistoricClosing[]) {
  const sold = add(NO_SHARES, ...free.map(({ shares }) => shares));
  return lots.slice(0, SHOWN).map(({ id, acquiredOn, openQuantity, openCost }) => {
    const taken = closings.filter(({ lotId }) => lotId === id);
    const sum = (of: "proceeds" | "cost"): Money => add(ZERO, ...taken.map((closing) => closing[of]));
    const brought = sold.isZero() ? null : toCents(net.times(openQuantity).div(sold));
    return {
      lotId: id,
      acquiredOn,
      open: toWire(openQuantity),
      costPerShare: openCost.div(openQuantity).toDecimalPlaces(4).toFixed(),
      term: termOf(acquiredOn, on),
      gain: brought && moneyToWire(subtract(brought, openCost)),
      taken:
        taken.length === 0
          ? null
          : {
              shares: toWire(add(NO_SHARES, ...taken.map((closing) => closing.quantity))),
              proceeds: moneyToWire(sum("proceeds")),
              cost: moneyToWire(sum("cost")),
              gain: moneyToWire(gainOf(taken)),
            },
    };
  });
}

async function changesOf(deps: Deps, orderId: string): Promise<LotChangeView[]> {
  const rows = await deps.db.lotChoice.findMany({
    where: { orderId },
    orderBy: { seq: "desc" },
    take: CHANGES_SHOWN,
  });
  return rows.map((row) => ({
    id: row.id,
    method: row.method as LotMethod | "SPECIFIC",
    chosenAt: row.chosenAt.toISOString(),
    status: row.status as LotChangeView["status"],
    answer: row.answer,
  }));
}
