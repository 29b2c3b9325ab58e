import { AppError } from "@/domain/errors";
import { fromPrice, toPrice } from "@/domain/market/types";
import {
  add,
  type Money,
  moneyToWire,
  notional,
  quantity,
  subtract,
  toWire,
  ZERO,
} from "@/domain/money/money";
import { estimateCost } from "@/domain/orders/order-cost";
import type { GroupPreviewInput } from "@/domain/orders/order-group-input";
import type { PreviewInput } from "@/domain/orders/order-input";
import { orderInWords } from "@/domain/orders/order-words";
import { checkAccount, checkTerms, type Denial } from "@/domain/orders/pre-trade-checks";
import { type MarginPowerFacts, marginBuyingPower } from "@/domain/risk/margin-power";
import { requirementOf } from "@/domain/risk/margin-rules";
import { chooseRoute } from "@/domain/routing/choose-route";
import { venueFee } from "@/domain/routing/venue-fees";
import { cashOf } from "@/server/ledger";
import { type NewOrder, newOrder } from "@/server/orders/order-rows";
import { groupAt } from "@/server/orders/place-group";
import { guardFacts } from "@/server/orders/placing-guard";
import {
  accountClassOf,
  type OrderRequest,
  type TradingFacts,
  tradingFacts,
} from "@/server/orders/trading-facts";
import type { OrderPreviewView } from "@/server/orders/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** What an order would cost and do, and why it would be refused if it would be. Writes nothing. */
export async function previewOrder(deps: Deps, actor: Actor, input: PreviewInput): Promise<OrderPreviewView> {
  return previewAt(deps, actor, {
    ...input,
    request: input,
    facts: await tradingFacts(deps, input),
    faults: [],
  });
}

/** The same for orders that belong together: the cost of the first one, and what is wrong with any of them. */
export async function previewOrderGroup(
  deps: Deps,
  actor: Actor,
  input: GroupPreviewInput,
): Promise<OrderPreviewView> {
  const { lead, facts, faults } = groupAt(deps, input, await deps.clock.exchangeNow());
  return previewAt(deps, actor, {
    accountId: input.accountId,
    amount: null,
    request: lead.request,
    facts,
    faults,
  });
}

type Previewed = {
  accountId: string;
  amount: Money | null;
  request: OrderRequest;
  facts: TradingFacts;
  /** Reasons that are known already. */
  faults: readonly Denial[];
};

async function previewAt(deps: Deps, actor: Actor, input: Previewed): Promise<OrderPreviewView> {
  const account = await deps.db.account.findFirst({ where: { id: input.accountId, ...heldBy(actor) } });
  if (!account) throw new AppError("NOT_FOUND");
  const { request, facts } = input;
  const cash = await cashOf(deps.db, account.id);
  const { terms } = facts;
  const order = newOrder(
    {
      accountId: account.id,
      clientOrderId: "",
      placedBy: actor.userId,
      bodyHash: "",
      amount: input.amount,
      isConfirmed: false,
    },
    facts,
    { status: "PENDING_NEW", group: null, reasons: null },
  );
  const books = await guardFacts(deps, order);
  const { sellable } = books;
  const accountClass = accountClassOf(account.commissionClass);
  const estimate = facts.reference && estimateCost(terms, facts.reference, facts.tradeDate, accountClass);
  const hold = order.holdCash;
  const denials = [
    ...checkTerms(terms, facts.market),
    ...input.faults,
    ...checkAccount(terms, facts.market, books, { hold, worst: facts.worst }),
  ];
  return {
    sentence: orderInWords(request),
    quantity: toWire(terms.quantity),
    price: estimate && toWire(estimate.at),
    gross: estimate && moneyToWire(estimate.gross),
    commission: estimate && moneyToWire(estimate.fees.commission),
    regulatoryFees: estimate && moneyToWire(add(estimate.fees.secFee, estimate.fees.tafFee)),
    net: estimate && moneyToWire(estimate.net),
    hold: terms.side === "BUY" ? moneyToWire(hold) : null,
    ...(books.margin ? marginOf(order, books.margin) : cashPower(order, cash.available)),
    sellable: toWire(sellable),
    nbboBid: facts.market.nbbo?.bid ? toWire(toPrice(facts.market.nbbo.bid.price)) : null,
    nbboAsk: facts.market.nbbo?.ask ? toWire(toPrice(facts.market.nbbo.ask.price)) : null,
    route: routeOf(deps, facts),
    reasons: denials,
  };
}

const cashPower = ({ terms, holdCash }: NewOrder, available: Money) => ({
  buyingPower: moneyToWire(available),
  buyingPowerAfter: moneyToWire(terms.side === "BUY" ? subtract(available, holdCash) : available),
  margin: null,
});

/** What if: the requirement of the purchase at its worst price, and how the account would stand after it. */
function marginOf(
  { terms, facts, holdCash, holdMargin }: NewOrder,
  before: MarginPowerFacts,
): Pick<OrderPreviewView, "buyingPower" | "buyingPowerAfter" | "margin"> {
  const need = requirementOf(terms.symbol, facts.tradeDate);
  const isBuy = terms.side === "BUY";
  const gross = isBuy && facts.worst ? notional(terms.quantity, facts.worst) : ZERO;
  const after = isBuy
    ? {
        ...before,
        freeCash: subtract(before.freeCash, holdCash),
        excess: subtract(add(before.excess, holdMargin.loan), holdCash),
        openingLeft: before.openingLeft && subtract(before.openingLeft, holdMargin.opening),
      }
    : before;
  const power = (standing: MarginPowerFacts) =>
    moneyToWire(marginBuyingPower(standing, need, facts.tradeDate));
  return {
    buyingPower: power(before),
    buyingPowerAfter: power(after),
    margin: {
      initialRequirement: moneyToWire(isBuy ? holdMargin.opening : ZERO),
      maintenanceRequirement: moneyToWire(subtract(gross, holdMargin.loan)),
      excess: moneyToWire(before.excess),
      excessAfter: moneyToWire(after.excess),
    },
  };
}

/** Where DART would send the order at this moment, and what each venue would charge for taking what it displays. */
function routeOf(deps: Deps, facts: TradingFacts): OrderPreviewView["route"] {
  const { instrument } = facts.market;
  const { terms } = facts;
  if (!instrument || terms.quantity.isZero()) return [];
  const legs = chooseRoute(
    {
      side: terms.side,
      type: terms.limitPrice ? "LIMIT" : "MARKET",
      orderType: terms.type,
      limitPrice: facts.worst && fromPrice(facts.worst),
      quantity: terms.quantity.toNumber(),
      timeInForce: terms.timeInForce,
      route: terms.route,
      isLinked: false,
      round: 0,
    },
    deps.market.book(terms.symbol, facts.at),
    instrument,
    facts.tradeDate,
  );
  return legs.map((leg) => ({
    venue: leg.venue,
    quantity: String(leg.quantity),
    role: leg.role,
    takerFee:
      facts.reference &&
      toWire(venueFee(leg.venue, "TAKE", quantity(leg.quantity), facts.reference, facts.tradeDate)),
  }));
}
