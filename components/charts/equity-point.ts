export type EquityPoint = {
  /** A day, "2026-07-14", or an instant in ISO form within one day. */
  date: string;
  /** Plain decimals, US dollars. */
  equity: string;
  /** What was paid in, less what was taken out, up to then. */
  contributions?: string;
};
