import type { Outputs } from "@/components/shell/trpc-client";
import type { Tone } from "@/components/ui/status-pill";
import { type AdjustedAccount, holdsShares } from "@/domain/clearing/adjustments";
import { formatMoney, formatQuantity } from "@/domain/money/format";

export type Break = Outputs["clearing"]["breaks"]["breaks"][number];

/** What kind of difference it is, in words. */
export const TYPE_WORDS: Record<Break["type"], { text: string; tone: Tone }> = {
  MISSING_HERE: { text: "Only theirs", tone: "caution" },
  MISSING_THERE: { text: "Only ours", tone: "caution" },
  AMOUNT: { text: "Differs", tone: "danger" },
  DUPLICATE: { text: "Booked twice", tone: "danger" },
  AS_OF: { text: "Other dates", tone: "caution" },
};

/** The parts of the books, in words. */
export const AREA_WORDS: Record<Break["area"], string> = {
  ACCOUNT: "Account",
  CASH: "Cash",
  POSITION: "Position",
  LOT: "Tax lot",
  TRADE: "Trade",
  MONEY: "Money movement",
  MARGIN: "Margin",
  INTEREST: "Interest",
};

/** A customer's ledger accounts, in words. */
export const ACCOUNT_WORDS: Record<AdjustedAccount, string> = {
  CASH_SETTLED: "Settled cash",
  CASH_UNCOLLECTED: "Deposits not yet usable",
  CASH_UNSETTLED_IN: "Sales not yet settled",
  CASH_UNSETTLED_OUT: "Purchases not yet settled",
  SECURITIES_SETTLED: "Settled shares",
  SECURITIES_UNSETTLED: "Shares not yet settled",
};

/** What a proposal would do, in words. */
export function proposalText({ kind, ledgerAccount, asset, amount }: NonNullable<Break["proposal"]>): string {
  if (kind === "EXPLANATION" || !ledgerAccount || !amount || !asset)
    return "Their books were wrong; ours stay.";
  const sign = amount.startsWith("-") ? "\u2212" : "+";
  const plain = amount.replace("-", "");
  const what = holdsShares(ledgerAccount) ? `${formatQuantity(plain)} ${asset}` : formatMoney(plain);
  return `${sign}${what} on ${ACCOUNT_WORDS[ledgerAccount].toLowerCase()}`;
}

export const ageText = (days: number): string =>
  days === 0 ? "today" : days === 1 ? "1 day" : `${days} days`;

/** One side's figure as people read it; a dash where that side has nothing. */
export function sideText(area: Break["area"], value: string | null): string {
  if (value === null) return "\u2014";
  if (area === "CASH") return formatMoney(value);
  return area === "POSITION" ? formatQuantity(value) : value;
}
