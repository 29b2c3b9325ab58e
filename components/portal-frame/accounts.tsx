"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, use, useEffect, useMemo } from "react";
import {
  ALL_ACCOUNTS,
  canBeTogether,
  pickAccount,
  type PortalAccount,
} from "@/components/portal-frame/pick-account";

type Accounts = {
  accounts: readonly PortalAccount[];
  /** The one that the pages speak of; null for someone who has none yet. */
  current: PortalAccount | null;
  /** The page shows all accounts as one; `current` is the first of them then. */
  isTogether: boolean;
  choose: (id: string) => void;
};

const AccountsContext = createContext<Accounts | null>(null);

/** Where a tab keeps its choice, so that links without an account stay with it. */
const KEPT = "rushtrade.account";

/** Tells everything inside which account the page speaks of: the address says it, else the first. */
export function AccountsProvider({
  accounts,
  children,
}: {
  accounts: readonly PortalAccount[];
  children: ReactNode;
}) {
  const router = useRouter();
  const pathname = usePathname();
  const wanted = useSearchParams().get("account");
  const current = pickAccount(accounts, wanted);
  const isTogether = wanted === ALL_ACCOUNTS && accounts.length > 1 && canBeTogether(pathname);

  useEffect(() => {
    if (accounts.length < 2) return;
    if (wanted) return sessionStorage.setItem(KEPT, wanted);
    const kept = sessionStorage.getItem(KEPT);
    const isAnother =
      kept === ALL_ACCOUNTS
        ? canBeTogether(pathname)
        : kept !== accounts[0]?.id && accounts.some((account) => account.id === kept);
    if (kept && isAnother) {
      const query = new URLSearchParams(window.location.search);
      query.set("account", kept);
      router.replace(`${pathname}?${query}`);
    }
  }, [accounts, wanted, pathname, router]);

  const value = useMemo(
    () => ({
      accounts,
      current,
      isTogether,
      choose: (id: string) => router.push(`${pathname}?account=${encodeURIComponent(id)}`),
    }),
    [accounts, current, isTogether, pathname, router],
  );
  return <AccountsContext value={value}>{children}</AccountsContext>;
}

/** The accounts of whoever is signed in, and which of them the page speaks of. */
export function useAccounts(): Accounts {
  const accounts = use(AccountsContext);
  if (!accounts) throw new Error("AccountsProvider is missing around this component");
  return accounts;
}
