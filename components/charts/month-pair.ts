export type MonthPair = {
  /** "Jan" */
  month: string;
  /** Plain decimals; null for a month that has not been, or of which nothing is known. */
  current: string | null;
  previous: string | null;
};
