import { choosesLots, DART, missingIn, namedOf, type TicketForm } from "@/components/orders/ticket-form";
import { METHOD_LABELS } from "@/components/orders/lot-words";
import type { Inputs } from "@/components/shell/trpc-client";
import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";
import { SMART } from "@/domain/orders/order-terms";

export type PreviewTerms = Inputs["orders"]["preview"];
export type GroupTerms = Inputs["orders"]["previewGroup"];

/** What the button would send. `first` is the order whose cost is previewed: of a group the one that trades first. */
export type Intended = { first: PreviewTerms; group: GroupTerms | null };

type Place = { accountId: string; symbol: string };

/** A decimal as the server wants it: "187." while it is being typed is "187". */
const settled = (text: string): string => text.replace(/\.$/, "");

/** What the ticket asks for, as the server takes it; null while something is missing. */
export function intendedBy(form: TicketForm, place: Place): Intended | null {
  if (Object.keys(missingIn(form)).length > 0) return null;
  if (form.group === "OCO") {
    const exit = { ...form, type: "LIMIT" as const, limitPrice: form.profitPrice };
    return {
      first: singleTerms({ ...exit, timeInForce: form.exitTimeInForce }, place),
      group: groupTerms(form, place),
    };
  }
  return { first: singleTerms(form, place), group: form.group === "NONE" ? null : groupTerms(form, place) };
}

function singleTerms(form: TicketForm, place: Place): PreviewTerms {
  const { type, timeInForce, side } = form;
  const common = { ...place, side, route: routeOf(form), ...lotsOf(form) };
  if (form.sizeIn === "DOLLARS")
    return { ...common, type: "NOTIONAL", amount: settled(form.amount), timeInForce: "DAY" };
  const sized = { ...common, quantity: settled(form.quantity) };
  const until = {
    ...(timeInForce === "GTD" ? { expiresOn: form.expiresOn } : {}),
    ...(form.doNotReduce ? { doNotReduce: true } : {}),
  };
  const limitPrice = settled(form.limitPrice);
  if (type === "LIMIT") return { ...sized, ...until, type, timeInForce, limitPrice, session: form.session };
  if (type === "MARKET") {
    const isStanding = timeInForce === "GTC" || timeInForce === "GTD";
    return { ...sized, type, timeInForce: isStanding ? "DAY" : timeInForce };
  }
  const isStanding = timeInForce === "GTC" || timeInForce === "GTD";
  const standing = { ...sized, ...until, timeInForce: isStanding ? timeInForce : ("DAY" as const) };
  const stopPrice = settled(form.stopPrice);
  if (type === "STOP") return { ...standing, type, stopPrice };
  if (type === "STOP_LIMIT") return { ...standing, type, stopPrice, limitPrice };
  return { ...standing, type, trail: { by: form.trailBy, value: settled(form.trailValue) } };
}

/** What the order says of its lots; nothing where the account's instruction counts. */
export function lotsOf(form: TicketForm): Pick<PreviewTerms, "lots"> {
  if (!choosesLots(form) || form.lotMethod === "STANDING") return {};
  if (form.lotMethod !== "SPECIFIC") return { lots: { method: form.lotMethod } };
  const lots = namedOf(form);
  return lots.length === 0 ? {} : { lots: { method: "SPECIFIC", lots } };
}

/** The sale in the ticket as its lots are previewed, also before it has all its prices; null for anything else. */
export function saleToPreview(form: TicketForm, place: Place): Inputs["tax"]["previewSale"] | null {
  const isNaming = form.lotMethod === "SPECIFIC";
  const isSized = /[1-9]/.test(form.quantity);
  if (!choosesLots(form) || form.sizeIn === "DOLLARS" || !(isSized || isNaming)) return null;
  const hasLimit = form.type === "LIMIT" && /[1-9]/.test(form.limitPrice);
  return {
    ...place,
    // Before any lot is named the list of them is asked for.
    quantity: isSized ? settled(form.quantity) : "1",
    ...(hasLimit ? { price: settled(form.limitPrice) } : {}),
    ...lotsOf(form),
  };
}

const routeOf = ({ route, onProtected }: TicketForm): PreviewTerms["route"] =>
  route === DART ? SMART : { kind: "DIRECT", venue: route, onProtected };

function groupTerms(form: TicketForm, place: Place): GroupTerms {
  const common = {
    ...place,
    quantity: settled(form.quantity),
    exitTimeInForce: form.exitTimeInForce,
    ...(form.exitLots === "STANDING" ? {} : { exitLots: form.exitLots }),
  };
  const lossLimit = settled(form.lossLimit);
  const exits = {
    takeProfit: { limitPrice: settled(form.profitPrice) },
    stopLoss: { stopPrice: settled(form.lossStop), ...(lossLimit ? { limitPrice: lossLimit } : {}) },
  };
  if (form.group === "OCO") return { ...common, ...exits, kind: "OCO", side: "SELL" };
  const timeInForce = form.timeInForce === "GTC" ? ("GTC" as const) : ("DAY" as const);
  const market = { type: "MARKET" as const };
  const limit = { type: "LIMIT" as const, limitPrice: settled(form.limitPrice), timeInForce };
  const stop = { type: "STOP" as const, stopPrice: settled(form.stopPrice), timeInForce };
  if (form.group === "OTO") {
    const price = settled(form.thenPrice);
    return {
      ...common,
      kind: "OTO",
      side: "BUY",
      entry: form.type === "MARKET" ? market : limit,
      then:
        form.thenType === "LIMIT" ? { type: "LIMIT", limitPrice: price } : { type: "STOP", stopPrice: price },
    };
  }
  const entry = form.type === "MARKET" ? market : form.type === "STOP" ? stop : limit;
  return { ...common, ...exits, kind: "BRACKET", side: "BUY", entry };
}

const EXIT_UNTIL = { DAY: "good for the day", GTC: "good until cancelled" } as const;
const lossInWords = (stopPrice: string, limitPrice?: string): string =>
  `${limitPrice ? `at ${formatPrice(limitPrice)} or better` : "at the market"} once the price falls to ${formatPrice(stopPrice)}`;

/** What a group does besides its first order, as sentences that follow the first one's; empty for a single order. */
export function groupInWords(group: GroupTerms | null): string {
  if (!group) return "";
  const until = `${EXIT_UNTIL[group.exitTimeInForce]}${group.exitLots ? `, lots ${METHOD_LABELS[group.exitLots].toLowerCase()}` : ""}`;
  if (group.kind === "OTO") {
    const { then } = group;
    const price =
      then.type === "LIMIT" ? `at ${formatPrice(then.limitPrice)} or better` : lossInWords(then.stopPrice);
    return `Then sell what was bought ${price}, ${until}`;
  }
  const loss = lossInWords(group.stopLoss.stopPrice, group.stopLoss.limitPrice);
  return group.kind === "OCO"
    ? `Or sell them ${loss}, ${until}: as one of the two fills, the other shrinks by as much`
    : `Then sell what was bought at ${formatPrice(group.takeProfit.limitPrice)} or better, or ${loss}, ${until}: as one of the two fills, the other shrinks by as much`;
}

/** What the button says: "Buy 100 AAPL", "Buy $500.00 of AAPL", "Buy 100 AAPL, then exit". */
export function buttonInWords(form: TicketForm, symbol: string): string {
  const verb = form.side === "BUY" ? "Buy" : "Sell";
  const size =
    form.sizeIn === "DOLLARS"
      ? form.amount && `$${formatMoney(settled(form.amount))} of`
      : form.quantity && formatQuantity(settled(form.quantity));
  const words = [verb, size, symbol].filter(Boolean).join(" ");
  if (form.group === "NONE") return words;
  return form.group === "OCO" ? `${words}, one of two prices` : `${words}, then exit`;
}
