import { isAppError } from "@/domain/errors";
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
import type { OrderLots } from "@/domain/tax/order-lots";
import type { SaleLotsInput } from "@/domain/tax/tax-inputs";
import { toIso } from "@/domain/time/instant";
import { loadSale, requireChoice, type Sale, type SaleStory, storyOf } from "@/server/lot-choices/sale";
import type { LotChangeView, SaleLotsView } from "@/server/lot-choices/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

const SHOWN = 100;
const CHANGES_SHOWN = 20;

/**
 * The lots that were open before a sale, what the choice given (or its own) takes of them and what that gains, as the
 * books would have it, and until when they may be named; no lots once that is over. It shows and does not advise. NOT_FOUND for another's order.
 */
export async function lotsOfSale(deps: Deps, actor: Actor, input: SaleLotsInput): Promise<SaleLotsView> {
  const sale = await loadSale(deps.db, input.orderId, actor);
  const now = await deps.clock.exchangeNow();
  const closed = whyLotsStay(sale, now);
  // Once nothing can be chosen any more, nobody has to go through the stock's story.
  const [story, changes] = await Promise.all([
    closed && !input.lots ? null : storyOf(deps.db, sale),
    changesOf(deps, sale.orderId),
  ]);
  const until = lotsNamedUntil(sale.fills);
  const choice: OrderLots = input.lots ?? sale.choice ?? { method: "FIFO" };
  const { closings, problem } = story ? outcome(deps, sale, story, choice) : { closings: [], problem: null };
  return {
    orderId: sale.orderId,
    symbol: sale.symbol,
    shares: toWire(sale.fills.reduce((sum, fill) => add(sum, fill.shares), NO_SHARES)),
    until: until && toIso(until.at),
    settlementDate: until && until.date,
    closed,
    method: choice.method,
    methods: [...methodsFor(deps.market.instrument(sale.symbol)?.kind ?? "STOCK")],
    lots: story ? lotViews(story, closings) : [],
    more: Math.max(0, (story?.open.length ?? 0) - SHOWN),
    gain: story && !problem ? gains(story, closings) : null,
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
  const events = story.events.map((event) =>
    event.kind === "TRADE" && event.orderId === sale.orderId ? { ...event, choice } : event,
  );
  const fills = new Set(sale.fills.map(({ id }) => id));
  return {
    closings: lotsOfHistory(events).closings.filter(({ source }) => fills.has(source)),
    problem: null,
  };
}

const gainOf = (closings: readonly HistoricClosing[]): Money =>
  closings.reduce((sum, { proceeds, cost }) => add(sum, subtract(proceeds, cost)), ZERO);

function gains({ open }: SaleStory, closings: readonly HistoricClosing[]) {
  const acquired = new Map(open.map((lot) => [lot.id, lot.acquiredOn]));
  const of = (term: "SHORT" | "LONG") =>
    closings.filter(({ lotId, on }) => termOf(acquired.get(lotId) ?? on, on) === term);
  return {
    SHORT: moneyToWire(gainOf(of("SHORT"))),
    LONG: moneyToWire(gainOf(of("LONG"))),
    total: moneyToWire(gainOf(closings)),
  };
}

function lotViews({ open, shares, net, on }: SaleStory, closings: readonly HistoricClosing[]) {
  return open.slice(0, SHOWN).map(({ id, acquiredOn, openQuantity, openCost }) => {
    const taken = closings.filter(({ lotId }) => lotId === id);
    const sum = (of: "proceeds" | "cost"): Money => add(ZERO, ...taken.map((closing) => closing[of]));
    const brought = toCents(net.times(openQuantity).div(shares));
    return {
      lotId: id,
      acquiredOn,
      open: toWire(openQuantity),
      costPerShare: openCost.div(openQuantity).toDecimalPlaces(4).toFixed(),
      term: termOf(acquiredOn, on),
      gain: moneyToWire(subtract(brought, openCost)),
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
