import { EXCHANGES } from "@/domain/market/types";
import type { LotMethod } from "@/domain/tax/lot-methods";
import { sumWire } from "@/domain/money/wire-sum";
import {
  ORDER_TYPES,
  type OrderType,
  TIMES_IN_FORCE,
  type TimeInForce,
  type TradingSession,
} from "@/domain/orders/order-terms";

export type Side = "BUY" | "SELL";
export type GroupKind = "BRACKET" | "OCO" | "OTO";
export const DART = "DART";
export type Route = typeof DART | (typeof EXCHANGES)[number];

/** What stands in the ticket: texts as typed, plain decimals without commas. */
export type TicketForm = {
  side: Side;
  type: OrderType;
  sizeIn: "SHARES" | "DOLLARS";
  quantity: string;
  amount: string;
  limitPrice: string;
  stopPrice: string;
  trailBy: "AMOUNT" | "PERCENT";
  trailValue: string;
  timeInForce: TimeInForce;
  expiresOn: string;
  /** The price stands through ordinary dividends; only where dividends would lower it. */
  doNotReduce: boolean;
  session: TradingSession;
  route: Route;
  onProtected: "SLIDE" | "CANCEL";
  group: GroupKind | "NONE";
  profitPrice: string;
  lossStop: string;
  /** Empty for a stop that sells at the market. */
  lossLimit: string;
  thenType: "LIMIT" | "STOP";
  thenPrice: string;
  exitTimeInForce: "DAY" | "GTC";
  /** How the exits of a group choose lots; STANDING is the account's own instruction. */
  exitLots: LotMethod | "STANDING";
  /** How a sale's lots are chosen; STANDING is the account's own instruction. */
  lotMethod: LotMethod | "SPECIFIC" | "STANDING";
  /** Shares of each named lot as typed, by its id, in the order in which they go. */
  namedLots: Readonly<Record<string, string>>;
};

export const emptyTicket = (side: Side): TicketForm => ({
  side,
  type: "LIMIT",
  sizeIn: "SHARES",
  quantity: "",
  amount: "",
  limitPrice: "",
  stopPrice: "",
  trailBy: "AMOUNT",
  trailValue: "",
  timeInForce: "DAY",
  expiresOn: "",
  doNotReduce: false,
  session: "REGULAR",
  route: DART,
  onProtected: "SLIDE",
  group: "NONE",
  profitPrice: "",
  lossStop: "",
  lossLimit: "",
  thenType: "LIMIT",
  thenPrice: "",
  exitTimeInForce: "GTC",
  exitLots: "STANDING",
  lotMethod: "STANDING",
  namedLots: {},
});

const isNothing = (text: string): boolean => !/[1-9]/.test(text);

/** Short sales are not offered: what opens a group is bought, and what only exits is sold. */
const GROUP_SIDES: Record<GroupKind, Side> = { BRACKET: "BUY", OCO: "SELL", OTO: "BUY" };
const STANDING = ["DAY", "GTC", "GTD"] as const;

/** The kinds of order that may stand in the ticket beside its other choices. */
export function typesFor({ group }: Pick<TicketForm, "group">): readonly OrderType[] {
  if (group === "BRACKET") return ["LIMIT", "MARKET", "STOP"];
  if (group === "OTO") return ["LIMIT", "MARKET"];
  return group === "OCO" ? ["LIMIT"] : ["LIMIT", ...ORDER_TYPES.filter((type) => type !== "LIMIT")];
}

/** How long an order of this kind may be good. */
export function timesFor(
  form: Pick<TicketForm, "type" | "group" | "sizeIn" | "session">,
): readonly TimeInForce[] {
  if (form.sizeIn === "DOLLARS") return ["DAY"];
  if (form.group !== "NONE") return form.type === "MARKET" ? ["DAY"] : ["DAY", "GTC"];
  if (form.type === "MARKET") return ["DAY", "IOC", "FOK", "OPG", "CLS"];
  return form.type === "LIMIT" && form.session === "REGULAR" ? TIMES_IN_FORCE : STANDING;
}

/** Whether a dividend would lower the order's price (FINRA 5330): buy limits and sell stops that are good for days. */
export function isReducedByDividends(
  form: Pick<TicketForm, "side" | "type" | "timeInForce" | "group">,
): boolean {
  if (form.group !== "NONE" || (form.timeInForce !== "GTC" && form.timeInForce !== "GTD")) return false;
  return form.type === "LIMIT" ? form.side === "BUY" : form.type !== "MARKET" && form.side === "SELL";
}

/** Whether the ticket offers a choice of lots with their gains: a single sale. Exits of a group have `exitLots`. */
export const choosesLots = ({ side, group }: Pick<TicketForm, "side" | "group">): boolean =>
  side === "SELL" && group === "NONE";

/** What of the lots is named, with how many shares of each. */
export const namedOf = ({ namedLots }: Pick<TicketForm, "namedLots">): { lotId: string; shares: string }[] =>
  Object.entries(namedLots)
    .map(([lotId, typed]) => ({ lotId, shares: typed.replace(/\.$/, "") }))
    .filter(({ shares }) => !isNothing(shares));

const namedShares = (form: Pick<TicketForm, "namedLots">): string => {
  const named = namedOf(form);
  return named.length === 0 ? "" : sumWire(named.map(({ shares }) => shares));
};

/**
 * A change of the form. What was chosen last stands, and whatever does not go with it falls back to the plain choice:
 * the form never holds an order that cannot exist.
 */
export function changeTicket(form: TicketForm, change: Partial<TicketForm>): TicketForm {
  const next = { ...form, ...change };
  const isOtherSide = next.group !== "NONE" && GROUP_SIDES[next.group] !== next.side;
  if (change.sizeIn === "DOLLARS" || (change.side && isOtherSide)) next.group = "NONE";
  if (next.group !== "NONE") next.side = GROUP_SIDES[next.group];
  if (next.group !== "NONE" || (change.type && change.type !== "MARKET")) next.sizeIn = "SHARES";
  if (next.sizeIn === "DOLLARS") next.type = "MARKET";
  if (next.group !== "NONE" || next.sizeIn === "DOLLARS") next.route = DART;
  if (!typesFor(next).includes(next.type)) next.type = "LIMIT";
  if (next.type !== "LIMIT" || next.group !== "NONE") next.session = "REGULAR";
  if (!timesFor(next).includes(next.timeInForce)) next.timeInForce = "DAY";
  if (!isReducedByDividends(next)) next.doNotReduce = false;
  if (!choosesLots(next) || (next.lotMethod === "SPECIFIC" && next.sizeIn === "DOLLARS"))
    next.lotMethod = "STANDING";
  if (next.group === "NONE") next.exitLots = "STANDING";
  if (next.lotMethod !== "SPECIFIC") next.namedLots = {};
  // The order is for what was named.
  if (change.namedLots && next.lotMethod === "SPECIFIC") next.quantity = namedShares(next);
  return next;
}

/** A price that was picked elsewhere, on a ladder: for the limit; an order without one becomes a limit order. */
export const pickPrice = (form: TicketForm, side: Side, limitPrice: string): TicketForm =>
  changeTicket(form, {
    side,
    limitPrice,
    ...(form.type === "STOP_LIMIT" ? {} : { type: "LIMIT" as const }),
  });

export type TicketField =
  | "quantity"
  | "amount"
  | "limitPrice"
  | "stopPrice"
  | "trailValue"
  | "timeInForce"
  | "expiresOn"
  | "route"
  | "profitPrice"
  | "lossStop"
  | "lossLimit"
  | "thenPrice"
  | "lots"
  | "exitLots";
export type FieldProblems = Partial<Record<TicketField, string>>;

/** Which of its fields a form asks for, and what it says while one is empty. */
function wantedBy(form: TicketForm): FieldProblems {
  const bound = form.side === "BUY" ? "most" : "least";
  const wanted: FieldProblems =
    form.sizeIn === "DOLLARS"
      ? { amount: "Enter how many dollars." }
      : { quantity: "Enter how many shares." };
  const hasEntry = form.group !== "OCO";
  if (hasEntry && (form.type === "LIMIT" || form.type === "STOP_LIMIT"))
    wanted.limitPrice = `Enter the ${bound} that you accept for a share.`;
  if (hasEntry && (form.type === "STOP" || form.type === "STOP_LIMIT"))
    wanted.stopPrice = "Enter the price that sets the order off.";
  if (form.type === "TRAILING_STOP") wanted.trailValue = "Enter how far the stop stays behind.";
  if (form.timeInForce === "GTD") wanted.expiresOn = "Choose the last day of the order.";
  if (form.group === "BRACKET" || form.group === "OCO") {
    wanted.profitPrice = "Enter the price to take the profit at.";
    wanted.lossStop = "Enter the price that stops the loss.";
  }
  if (form.group === "OTO") wanted.thenPrice = "Enter the price of the second order.";
  return wanted;
}

/** What is still missing. Whether what is there is allowed, the server says: the rules live there, once. */
export function missingIn(form: TicketForm): FieldProblems {
  const wanted = Object.entries(wantedBy(form)) as [TicketField, string][];
  const missing: FieldProblems = Object.fromEntries(
    wanted.filter(([field]) => field in form && isNothing(String(form[field as keyof TicketForm]))),
  );
  // Who wants to name lots and has named none would be sold others than meant.
  if (form.lotMethod === "SPECIFIC" && namedOf(form).length === 0)
    missing.lots = "Enter how many shares of which lot are sold.";
  return missing;
}
