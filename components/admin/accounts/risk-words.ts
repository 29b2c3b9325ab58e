import type { CashViolationKind } from "@/domain/risk/cash-account";
import type { HaltPolicy } from "@/domain/risk/limits";
import type { MarginRegime } from "@/domain/risk/margin-regime";

export const HALT_WORDS: Record<HaltPolicy, string> = {
  REJECT: "Refused",
  QUEUE: "Kept until trading resumes",
};

/** "BY_DATE" stands for no choice: the regime that the day prescribes. */
export const REGIME_WORDS: Record<MarginRegime | "BY_DATE", string> = {
  BY_DATE: "As the day prescribes",
  LEGACY_PDT: "Pattern day trader",
  INTRADAY_MARGIN: "Intraday margin",
};

export const VIOLATION_WORDS: Record<CashViolationKind, string> = {
  GOOD_FAITH: "Good-faith violation",
  FREE_RIDING: "Free-riding",
  CASH_LIQUIDATION: "Cash liquidation",
};

export const secondsText = (seconds: number): string =>
  seconds === 0 ? "Never asked" : seconds === 1 ? "Within a second" : `Within ${seconds} seconds`;
