export type GrowthPoint = {
  /** "2026-07-14" */
  date: string;
  /** Plain ratios: "0.0101" is 1.01% above the start; null where there is no return. */
  account: string | null;
  /** Left out where nothing is compared. */
  benchmark?: string | null;
};
