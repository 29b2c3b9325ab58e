export type IncomeMonth = {
  /** "2026-07" */
  month: string;
  /** Plain decimals, US dollars, before tax. */
  received: string;
  /** Announced and not yet paid. */
  expected: string;
};
