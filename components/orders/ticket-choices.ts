import { DART, type Route, type TicketForm } from "@/components/orders/ticket-form";
import type { OrderType, TimeInForce } from "@/domain/orders/order-terms";
import { VENUE_FACTS } from "@/domain/routing/venues";

/** The ticket's choices as it names them. */
export const TYPE_LABELS: Record<OrderType, string> = {
  LIMIT: "Limit",
  MARKET: "Market",
  STOP: "Stop",
  STOP_LIMIT: "Stop limit",
  TRAILING_STOP: "Trailing stop",
};

export const TIME_LABELS: Record<TimeInForce, string> = {
  DAY: "Day",
  GTC: "Until cancelled (GTC)",
  GTD: "Until a date (GTD)",
  IOC: "At once, rest cancelled (IOC)",
  FOK: "Whole or not at all (FOK)",
  OPG: "On the open",
  CLS: "On the close",
};

export const GROUP_LABELS: Record<TicketForm["group"], string> = {
  NONE: "A single order",
  BRACKET: "Bracket: buy, then two exits",
  OTO: "One triggers other: buy, then sell",
  OCO: "One cancels other: two exits",
};

export const routeLabel = (route: Route): string =>
  route === DART ? "DART, smart routing" : `${VENUE_FACTS[route].name} (${route})`;

/** What is set under "More" and differs from the plain choice: it must show while the section is folded. */
export function hiddenChoices(form: TicketForm): string[] {
  const choices: string[] = [];
  if (form.group !== "NONE") choices.push((GROUP_LABELS[form.group].split(":")[0] ?? "").toLowerCase());
  if (form.route !== DART) choices.push(`to ${VENUE_FACTS[form.route].name}`);
  if (form.session === "EXTENDED") choices.push("extended hours");
  if (form.doNotReduce) choices.push("do not reduce");
  return choices;
}
