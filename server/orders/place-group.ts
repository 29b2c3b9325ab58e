import { groupFaults } from "@/domain/orders/order-groups";
import type { GroupPreviewInput, OrderGroupInput } from "@/domain/orders/order-group-input";
import { SMART } from "@/domain/orders/order-terms";
import type { Instant } from "@/domain/time/instant";
import {
  type GroupPlace,
  type NewOrder,
  newOrder,
  NO_HOLD,
  type OrderNames,
} from "@/server/orders/order-rows";
import { requireMethod } from "@/server/orders/require-lots";
import { placeChecked, takeAndWrite, writeOrders } from "@/server/orders/place-order";
import { factsAt, type OrderRequest, type TradingFacts } from "@/server/orders/trading-facts";
import { type OrderView, orderView } from "@/server/orders/views";
import type { Actor } from "@/server/platform/actor";
import { sha256 } from "@/server/platform/crypto";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

type Part = { role: GroupPlace["role"]; suffix: string; request: OrderRequest };

const plain = {
  session: "REGULAR",
  amount: null,
  limitPrice: null,
  stopPrice: null,
  trail: null,
  expiresOn: null,
  route: SMART,
} as const;

/** The single orders of a group: first the one that takes the hold, then those that wait for it. */
function partsOf(input: GroupPreviewInput): [Part, ...Part[]] {
  const { symbol, quantity, exitTimeInForce, exitLots } = input;
  const entry = { ...plain, symbol, quantity, side: "BUY" as const };
  const exit = {
    ...plain,
    symbol,
    quantity,
    side: "SELL" as const,
    timeInForce: exitTimeInForce,
    ...(exitLots ? { lots: { method: exitLots } } : {}),
  };
  const first = (): Part => ({
    role: "ENTRY",
    suffix: "",
    request:
      input.kind === "OCO" || input.entry.type === "MARKET"
        ? { ...entry, type: "MARKET", timeInForce: "DAY" }
        : { ...entry, ...input.entry },
  });
  if (input.kind === "OTO")
    return [first(), { role: "THEN", suffix: "-2", request: { ...exit, ...input.then } }];
  const { takeProfit, stopLoss } = input;
  const profit: Part = {
    role: "TAKE_PROFIT",
    suffix: input.kind === "OCO" ? "" : "-TP",
    request: { ...exit, type: "LIMIT", limitPrice: takeProfit.limitPrice },
  };
  const loss: Part = {
    role: "STOP_LOSS",
    suffix: "-SL",
    request: {
      ...exit,
      type: stopLoss.limitPrice ? "STOP_LIMIT" : "STOP",
      stopPrice: stopLoss.stopPrice,
      limitPrice: stopLoss.limitPrice ?? null,
    },
  };
  return input.kind === "OCO" ? [profit, loss] : [first(), profit, loss];
}

/** A group at one instant: its first order, the orders that come with or after it, and what is wrong with them. */
export function groupAt(deps: Deps, input: GroupPreviewInput, at: Instant) {
  const [lead, ...others] = partsOf(input);
  const facts = factsAt(deps, lead.request, at);
  const exits = others.map((part) => ({ part, facts: factsAt(deps, part.request, at) }));
  if (input.exitLots) requireMethod(input.exitLots, facts.market.instrument?.kind);
  const faults = groupFaults(
    facts,
    exits.map((exit) => exit.facts),
  );
  return { lead, facts, exits, faults };
}

/**
 * Places orders that belong together, or none of them. A bracket's and an OTO's exits are HELD until their entry
 * fills; of an OCO both legs go out at once and share one hold. The group has one clientOrderId: the same one with the
 * same terms returns the first orders. Refusals are kept and returned as with single orders.
 */
export async function placeOrderGroup(
  deps: Deps,
  actor: Actor,
  input: OrderGroupInput,
): Promise<OrderView[]> {
  const at = await deps.clock.exchangeNow();
  const group = newId();
  const bodyHash = sha256(JSON.stringify({ ...input, isConfirmed: undefined }));
  const names = (suffix: string): OrderNames => ({
    accountId: input.accountId,
    clientOrderId: `${input.clientOrderId}${suffix}`,
    placedBy: actor.userId,
    bodyHash,
    amount: null,
    isConfirmed: input.isConfirmed,
  });
  const { lead, facts, exits, faults } = groupAt(deps, input, at);
  const write = (order: NewOrder) =>
    deps.db.$transaction(async (tx) => {
      if (!(await takeAndWrite(deps, tx, order))) return false;
      await writeOrders(
        deps,
        tx,
        exits.map((exit) => waiting(names(exit.part.suffix), exit.facts, group, exit.part.role, input.kind)),
      );
      return true;
    });
  const first = await placeChecked(deps, names(lead.suffix), facts, write, {
    group: { id: group, role: lead.role },
    faults,
  });
  if (first.status === "DENIED") return [first];
  const rows = await deps.db.order.findMany({ where: { groupId: first.groupId } });
  return rows.map(orderView).toSorted((a, b) => placeOf(a) - placeOf(b));
}

const ROLES: readonly GroupPlace["role"][] = ["ENTRY", "TAKE_PROFIT", "STOP_LOSS", "THEN"];
const placeOf = ({ groupRole }: OrderView): number => (groupRole ? ROLES.indexOf(groupRole) : -1);

/** An order of a group that holds nothing of its own: an exit before its entry, or the second leg of an OCO. */
function waiting(
  names: OrderNames,
  facts: TradingFacts,
  groupId: string,
  role: GroupPlace["role"],
  kind: OrderGroupInput["kind"],
): NewOrder {
  const status = kind === "OCO" ? "PENDING_NEW" : "HELD";
  const order = newOrder(names, facts, { status, group: { id: groupId, role }, reasons: null });
  return { ...order, ...NO_HOLD };
}
