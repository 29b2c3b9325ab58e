/** A difference between the clearing firm's margin figures or interest and our own reckoning of them. */
export type MarginDifference = {
  type: "MISSING_HERE" | "MISSING_THERE" | "AMOUNT";
  area: "MARGIN" | "INTEREST";
  accountId: string;
  item: string;
  ours: string | null;
  theirs: string | null;
};

/** A figure of an account that is not the same on both sides; the caller fills in the two. */
export const difference = (accountId: string, number: string, item: string): MarginDifference => ({
  type: "AMOUNT",
  area: "MARGIN",
  accountId,
  item: `${number} ${item}`,
  ours: null,
  theirs: null,
});
