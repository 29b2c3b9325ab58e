import type { WaterfallStep } from "@/components/charts/waterfall-step";
import type { Bridge } from "@/components/portfolio/portfolio-sums";
import { compareWire, sumWire } from "@/domain/money/wire-sum";

export type BridgeTerm = Bridge["lines"][number]["term"];

/** What each term is called, and in a few words what is in it. */
export const TERM_WORDS: Record<BridgeTerm, { name: string; short?: string; note: string }> = {
  DEPOSITS: { name: "Deposits", note: "Money that came in, returned deposits taken off" },
  WITHDRAWALS: { name: "Withdrawals", short: "Withdrawn", note: "Money that went out" },
  SECURITIES_TRANSFERRED: {
    name: "Securities transferred",
    short: "Securities",
    note: "At their market value when they came or went",
  },
  REALISED: {
    name: "Realised",
    note: "Proceeds less cost of what was sold, trading fees in it, before wash sales",
  },
  UNREALISED: { name: "Change in unrealised", short: "Unrealised", note: "Of market value less cost" },
  DIVIDENDS: { name: "Dividends", note: "Before tax that was withheld" },
  INTEREST: { name: "Interest", note: "Earned, less what was charged" },
  TAX_WITHHELD: { name: "Tax withheld", short: "Tax", note: "From dividends" },
  FEES: { name: "Fees", note: "Other than those of trades" },
  CORRECTIONS: { name: "Corrections", short: "Corrected", note: "Bookings that put something right" },
};

const isSome = (amount: string): boolean => compareWire(amount, "0") !== 0;

const changeOf = (
  { name, short = name }: { name: string; short?: string },
  amount: string,
): WaterfallStep => ({
  name,
  label: short,
  amount,
  kind: "change",
});

/** From the opening to the closing equity, terms of zero left out; what is not explained is a step of its own. */
export function bridgeSteps({ opening, lines, unexplained, closing }: Bridge): WaterfallStep[] {
  return [
    { name: "Opening equity", label: "Opening", amount: opening, kind: "total" },
    ...lines
      .filter(({ amount }) => isSome(amount))
      .map(({ term, amount }) => changeOf(TERM_WORDS[term], amount)),
    ...(isSome(unexplained) ? [changeOf({ name: "Unexplained" }, unexplained)] : []),
    { name: "Closing equity", label: "Closing", amount: closing, kind: "total" },
  ];
}

const SHORT: readonly { label: string; terms: readonly BridgeTerm[] }[] = [
  { label: "Deposits, net", terms: ["DEPOSITS", "WITHDRAWALS", "SECURITIES_TRANSFERRED"] },
  { label: "Realised", terms: ["REALISED"] },
  { label: "Change in unrealised", terms: ["UNREALISED"] },
  { label: "Dividends, interest", terms: ["DIVIDENDS", "INTEREST"] },
  { label: "Fees, tax, corrections", terms: ["FEES", "TAX_WITHHELD", "CORRECTIONS"] },
];

/** The same in five lines, for a glance. */
export const bridgeInShort = ({ lines }: Bridge): { label: string; amount: string }[] =>
  SHORT.map(({ label, terms }) => ({
    label,
    amount: sumWire(lines.filter(({ term }) => terms.includes(term)).map(({ amount }) => amount)),
  }));
