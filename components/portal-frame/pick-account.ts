import type { Outputs } from "@/components/shell/trpc-client";

export type PortalAccount = Outputs["accounts"]["mine"][number];

/**
 * The account that a page speaks of: the one that its address names, if it is one of one's own, else the first.
 * Null for someone without any.
 */
export const pickAccount = (
  accounts: readonly PortalAccount[],
  wanted: string | string[] | null | undefined,
): PortalAccount | null => accounts.find((account) => account.id === wanted) ?? accounts[0] ?? null;

/** What the address says where several accounts are looked at together. */
export const ALL_ACCOUNTS = "all";

/** Rooms that can show all accounts as one; every other room speaks of one account. */
const TOGETHER = ["/portfolio", "/performance"];
export const canBeTogether = (pathname: string): boolean => TOGETHER.includes(pathname);

/** The accounts that such a room speaks of: all of them where its address says so, else one; none for someone without any. */
export function pickAccounts(
  accounts: readonly PortalAccount[],
  wanted: string | string[] | null | undefined,
): readonly PortalAccount[] {
  if (wanted === ALL_ACCOUNTS) return accounts;
  const one = pickAccount(accounts, wanted);
  return one ? [one] : [];
}

const lastFour = (account: PortalAccount): string | null =>
  account.number === null ? null : `••${account.number.slice(-4)}`;

/** "Individual · cash ••4417" */
export const accountLabel = (account: PortalAccount): string =>
  `${account.typeTitle.replace(", ", " · ")} ${lastFour(account) ?? "(being opened)"}`;

/** The same for a phone: "Individual ••4417" */
export const shortAccountLabel = (account: PortalAccount): string =>
  `${account.typeTitle.split(",")[0] ?? account.typeTitle} ${lastFour(account) ?? "(being opened)"}`;
