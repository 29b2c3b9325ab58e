import type { Cash } from "@/components/portfolio/portfolio-sums";
import { compareWire, negateWire, sumWire } from "@/domain/money/wire-sum";

/** A figure of the cash with the sum that explains it. */
export type CashSum = {
  id: "settled" | "unsettled" | "withdrawable" | "available";
  label: string;
  value: string;
  parts: readonly { label: string; amount: string }[];
  note: string;
};

const part = (label: string, amount: string) => ({ label, amount });

/** What is missing between parts and value, where a figure does not go below zero or has other parts. */
function withRest(label: string, value: string, parts: CashSum["parts"]): CashSum["parts"] {
  const rest = sumWire([value, ...parts.map(({ amount }) => negateWire(amount))]);
  return compareWire(rest, "0") === 0 ? parts : [...parts, part(label, rest)];
}

/** The four figures of an account's cash, each the sum of its parts. */
export function cashSums(cash: Cash): CashSum[] {
  const { settled, unsettledIn, unsettledOut, reserved, uncollected, available, withdrawable } = cash;
  const purchases = part("Purchases not yet paid for", negateWire(unsettledOut));
  const held = part("Held for open orders and withdrawals", negateWire(reserved));
  return [
    {
      id: "settled",
      label: "Settled cash",
      value: settled,
      parts: withRest("Other", settled, [
        part("Cash by trade date", cash.total),
        part("Less sales not yet settled", negateWire(unsettledIn)),
        part("Plus purchases not yet paid for", unsettledOut),
        part("Less deposits being collected", negateWire(uncollected)),
      ]),
      note: "What is in the account for certain: trades settle one business day after they are made.",
    },
    {
      id: "unsettled",
      label: "Unsettled",
      value: sumWire([unsettledIn, negateWire(unsettledOut)]),
      parts: [part("Sales not yet settled", unsettledIn), purchases],
      note: "Trades that are made and not yet settled.",
    },
    {
      id: "withdrawable",
      label: "Withdrawable",
      value: withdrawable,
      parts: withRest("Never below zero", withdrawable, [part("Settled cash", settled), purchases, held]),
      note: "What may leave the account now. Money from sales can be withdrawn once they have settled.",
    },
    buyingPower(cash, [part("Settled cash", settled), purchases, held], available),
  ];
}

function buyingPower(cash: Cash, base: CashSum["parts"], available: string): CashSum {
  if (cash.isMargin) {
    return {
      id: "available",
      label: "Buying power",
      value: available,
      parts: withRest("What is lent against the holdings", available, base),
      note: "In a security with the usual requirement; the figures under margin say how it is reckoned.",
    };
  }
  const sales = part("Sales not yet settled", cash.unsettledIn);
  return {
    id: "available",
    label: "Buying power",
    value: available,
    parts: withRest("Other", available, cash.isSettledOnly ? base : [...base, sales]),
    note: cash.isSettledOnly
      ? "Because of good-faith violations this account buys with settled cash only for now."
      : "A deposit counts once it is usable. Shares bought with money from sales must not be sold before those sales have settled: that is a good-faith violation.",
  };
}
