import type { Money, Quantity } from "@/domain/money/money";
import type { Term } from "@/domain/tax/holding-period";
import type { TaxLot } from "@/domain/tax/lot-methods";
import { addDays, type LocalDate } from "@/domain/time/instant";

/** Days before and after a sale in which a purchase makes it a wash sale (IRC 1091(a)). */
export const WASH_DAYS = 30;

/** The days in which a purchase of the same stock disallows a loss taken on `soldOn`, both included. */
export const washWindow = (soldOn: LocalDate): { from: LocalDate; to: LocalDate } => ({
  from: addDays(soldOn, -WASH_DAYS),
  to: addDays(soldOn, WASH_DAYS),
});

/** One lot given up in a sale, whole or in part, as the books closed it: dollars, before wash sales. */
export type SoldPart = { closingId: string; lotId: string; shares: Quantity; cost: Money; proceeds: Money };

/** Shares of a lot that went by transfer, with their cost: to a lot of another account of the owner, or (null) away. */
export type MovedPart = {
  lotId: string;
  shares: Quantity;
  cost: Money;
  to: { lotId: string; accountId: string } | null;
};

/**
 * What happened to the lots of one stock (substantially identical: the same symbol, after its last renaming), in
 * order. Lots that came by transfer keep the day of their purchase (`acquiredOn`) and count by it. `purchase` names what lots
 * were bought together: shares that remain of it are no replacement for those that are sold. Lots below zero are short.
 * A SPLIT says what each open lot has after it, a RECOST what it costs after its cost was averaged or capital returned.
 */
export type LotEvent =
  | {
      kind: "BOUGHT";
      lotId: string;
      accountId: string;
      acquiredOn: LocalDate;
      shares: Quantity;
      cost: Money;
      purchase?: string;
    }
  | { kind: "SOLD"; on: LocalDate; parts: readonly SoldPart[] }
  | { kind: "SPLIT"; to: Quantity; from: Quantity; lots: readonly { lotId: string; shares: Quantity }[] }
  | { kind: "MOVED"; parts: readonly MovedPart[] }
  | { kind: "RECOST"; lots: readonly { lotId: string; openCost: Money }[] };

/** One piece of a closing as it is taxed: `basis` has what it carried, `gain` is proceeds - basis, `gain` + `disallowed` is taxed. */
export type RealisedPiece = {
  closingId: string;
  lotId: string;
  accountId: string;
  shares: Quantity;
  acquiredOn: LocalDate;
  /** The day after which its holding counts: that of the purchase, or earlier by a wash sale. */
  heldFrom: LocalDate;
  soldOn: LocalDate;
  term: Term;
  proceeds: Money;
  basis: Money;
  gain: Money;
  /** The part of the loss that went into the basis of replacements; above zero. */
  disallowed: Money;
  replacedBy: readonly { lotId: string; shares: Quantity; amount: Money }[];
};

/** What is open, as it would be taxed: one lot may stand in pieces. `isReplacement`: a loss was added to it already. */
export type OpenPiece = TaxLot & {
  lotId: string;
  accountId: string;
  purchase: string;
  carried: Money;
  heldFrom: LocalDate;
  isReplacement: boolean;
};

export type WashOutcome = { realised: readonly RealisedPiece[]; open: readonly OpenPiece[] };

/**
 * ACCOUNT is what a broker must report (1099-B: the same stock in the same account); OWNER is nearer to what the
 * taxpayer owes: all accounts of one owner.
 */
export type WashScope = "ACCOUNT" | "OWNER";
