import { larger, NO_SHARES, type Quantity, smaller, subtract } from "@/domain/money/money";

/** What a sale is marked by: shares, none below zero. */
export type SaleFacts = {
  /** The net long position over all of the seller's accounts with us; below zero when it is short. */
  position: Quantity;
  /** Shares that open sell orders are for already. */
  openSells: Quantity;
  quantity: Quantity;
  /** False when the shares are not expected to be here by settlement, though they are owned. */
  deliverable: boolean;
};

/** How many shares of a sale may be marked long, and how many would be sold short. */
export type SaleMarking = { marking: "LONG" | "SHORT" | "SPLIT"; long: Quantity; short: Quantity };

/**
 * Marks a sale (Reg SHO 200(g), 17 CFR 242.200): long are shares that the seller owns, net of what he is short and of
 * what his open orders sell already (200(c)), and that will be here by settlement (200(g)(1)); all others are short.
 * A sale that is both has to be split or refused: no order may be marked long for more than that.
 */
export function markSale(facts: SaleFacts): SaleMarking {
  const free = larger(subtract(facts.position, facts.openSells), NO_SHARES);
  const long = facts.deliverable ? smaller(free, facts.quantity) : NO_SHARES;
  const short = subtract(facts.quantity, long);
  return { marking: short.isZero() ? "LONG" : long.isZero() ? "SHORT" : "SPLIT", long, short };
}
