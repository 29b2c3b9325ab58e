import { AppError } from "@/domain/errors";
import { fromPrice } from "@/domain/market/types";
import { formatPrice, formatQuantity } from "@/domain/money/format";
import { add, moneyToWire, NO_SHARES, subtract, toWire, ZERO } from "@/domain/money/money";
import { buyHold, estimateCost } from "@/domain/orders/order-cost";
import type { PreviewInput } from "@/domain/orders/order-input";
import { checkAccount, checkTerms } from "@/domain/orders/pre-trade-checks";
import { planRoute } from "@/domain/routing/plan-route";
import { cashOf, holdingsOf } from "@/server/ledger";
import { accountClassOf, type TradingFacts, tradingFacts } from "@/server/orders/trading-facts";
import type { OrderPreviewView } from "@/server/orders/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** What an order would cost and do, and why it would be refused if it would be. Writes nothing. */
export async function previewOrder(deps: Deps, actor: Actor, input: PreviewInput): Promise<OrderPreviewView> {
  const account = await deps.db.account.findFirst({ where: { id: input.accountId, ...heldBy(actor) } });
  if (!account) throw new AppError("NOT_FOUND");
  const [facts, cash, holdings, openOrders] = await Promise.all([
    tradingFacts(deps, input),
    cashOf(deps.db, account.id),
    holdingsOf(deps.db, account.id),
    deps.db.order.count({
      where: {
        accountId: account.id,
        status: { in: ["PENDING_NEW", "NEW", "PARTIALLY_FILLED", "PENDING_CANCEL"] },
      },
    }),
  ]);
  const holding = holdings.find((candidate) => candidate.symbol === input.symbol);
  const sellable = holding ? subtract(holding.quantity, holding.reserved) : NO_SHARES;
  const accountClass = accountClassOf(account.commissionClass);
  const estimate = facts.reference && estimateCost(input, facts.reference, facts.tradeDate, accountClass);
  const hold =
    input.side === "BUY" && facts.worst
      ? buyHold(
          {
            isGoodTillCancelled: input.timeInForce === "GTC",
            tradeDate: facts.tradeDate,
            accountClass: "STANDARD",
          },
          { quantity: input.quantity, leaves: input.quantity, charged: ZERO },
          facts.worst,
        )
      : ZERO;
  const denials = [
    ...checkTerms(input, facts.market, facts.worst),
    ...checkAccount(
      input,
      { isOpen: account.status === "OPEN", available: cash.available, sellable, openOrders },
      hold,
    ),
  ];
  return {
    sentence: sentence(input),
    price: estimate && toWire(estimate.at),
    gross: estimate && moneyToWire(estimate.gross),
    commission: estimate && moneyToWire(estimate.fees.commission),
    regulatoryFees: estimate && moneyToWire(add(estimate.fees.secFee, estimate.fees.tafFee)),
    net: estimate && moneyToWire(estimate.net),
    hold: input.side === "BUY" ? moneyToWire(hold) : null,
    buyingPower: moneyToWire(cash.available),
    buyingPowerAfter:
      input.side === "BUY" ? moneyToWire(subtract(cash.available, hold)) : moneyToWire(cash.available),
    sellable: toWire(sellable),
    route: routeOf(deps, input, facts),
    reasons: denials,
  };
}

function sentence(input: PreviewInput): string {
  const what = `${input.side === "BUY" ? "Buy" : "Sell"} ${formatQuantity(input.quantity.toFixed())} ${input.symbol}`;
  const at =
    input.type === "LIMIT" ? `at ${formatPrice(input.limitPrice.toFixed())} or better` : "at the market";
  const until = input.timeInForce === "DAY" ? "good for the day" : "good until cancelled, 90 days at most";
  return `${what} ${at}, ${until}, routed by DART`;
}

function routeOf(deps: Deps, input: PreviewInput, facts: TradingFacts): OrderPreviewView["route"] {
  const instrument = facts.market.instrument;
  if (!instrument) return [];
  const legs = planRoute(
    {
      side: input.side,
      type: input.type,
      limitPrice: facts.worst && fromPrice(facts.worst),
      quantity: input.quantity.toNumber(),
      timeInForce: input.timeInForce,
    },
    deps.market.book(input.symbol, facts.at),
    instrument,
    facts.tradeDate,
  );
  return legs.map((leg) => ({ venue: leg.venue, quantity: String(leg.quantity) }));
}
