import type { Inputs } from "@/components/shell/trpc-client";

export type Side = "BUY" | "SELL";

/** What stands in the ticket: texts as typed, plain decimals without commas. */
export type TicketForm = {
  side: Side;
  quantity: string;
  type: "MARKET" | "LIMIT";
  limitPrice: string;
  timeInForce: "DAY" | "GTC";
};

export const emptyTicket = (side: Side): TicketForm => ({
  side,
  quantity: "",
  type: "LIMIT",
  limitPrice: "",
  timeInForce: "DAY",
});

export type TicketField = "quantity" | "limitPrice";
export type FieldProblems = Partial<Record<TicketField, string>>;

/** A change of the form; a market order is good for the day only. */
export function changeTicket(form: TicketForm, change: Partial<TicketForm>): TicketForm {
  const next = { ...form, ...change };
  return next.type === "MARKET" ? { ...next, timeInForce: "DAY" } : next;
}

const isNothing = (text: string): boolean => !/[1-9]/.test(text);

/** What is still missing. Whether what is there is allowed, the server says: the rules live there, once. */
export function missingIn(form: TicketForm): FieldProblems {
  const problems: FieldProblems = {};
  if (isNothing(form.quantity)) problems.quantity = "Enter how many shares.";
  if (form.type === "LIMIT" && isNothing(form.limitPrice))
    problems.limitPrice = `Enter the ${form.side === "BUY" ? "most" : "least"} that you accept for a share.`;
  return problems;
}

export type PreviewTerms = Inputs["orders"]["preview"];

/** A decimal as the server wants it: "187." while it is being typed is "187". */
const settled = (text: string): string => text.replace(/\.$/, "");

/** The terms as the server takes them; null while something is missing. */
export function termsOf(form: TicketForm, accountId: string, symbol: string): PreviewTerms | null {
  if (Object.keys(missingIn(form)).length > 0) return null;
  const { side } = form;
  const quantity = settled(form.quantity);
  return form.type === "MARKET"
    ? { accountId, symbol, side, quantity, type: "MARKET", timeInForce: "DAY" }
    : {
        accountId,
        symbol,
        side,
        quantity,
        type: "LIMIT",
        timeInForce: form.timeInForce,
        limitPrice: settled(form.limitPrice),
      };
}
