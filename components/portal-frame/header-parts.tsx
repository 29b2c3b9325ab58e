"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ClipboardCheck } from "lucide-react";
import { usePathname } from "next/navigation";
import { useCallback, useMemo } from "react";
import { signOut } from "@/components/auth/session-client";
import { useAccounts } from "@/components/portal-frame/accounts";
import {
  accountLabel,
  ALL_ACCOUNTS,
  canBeTogether,
  shortAccountLabel,
} from "@/components/portal-frame/pick-account";
import { asHit, hitHref, portalCommands, readQuery } from "@/components/portal-frame/portal-commands";
import { AccountSwitcher } from "@/components/shell/account-switcher";
import { CommandPalette } from "@/components/shell/command-palette";
import { useExchangeClock } from "@/components/shell/live-provider";
import type { ExchangeClock } from "@/components/shell/live-store";
import { MarketClock } from "@/components/shell/market-clock";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { useAppearance } from "@/components/shell/use-appearance";
import { UserMenu } from "@/components/shell/user-menu";
import { UserPanel } from "@/components/shell/user-panel";
import { LinkButton } from "@/components/ui/link-button";

export type Person = NonNullable<Outputs["auth"]["me"]>;

/** Which account the pages speak of, or the way to the first one. */
export function HeaderAccount() {
  const { accounts, current, isTogether, choose } = useAccounts();
  const pathname = usePathname();
  if (!current) return <LinkButton href="/open-account">Open an account</LinkButton>;
  const each = accounts.map((account) => ({
    id: account.id,
    label: accountLabel(account),
    shortLabel: shortAccountLabel(account),
    detail: account.title,
  }));
  const all = { id: ALL_ACCOUNTS, label: "All accounts", detail: `${accounts.length} accounts together` };
  return (
    <AccountSwitcher
      accounts={accounts.length > 1 && canBeTogether(pathname) ? [...each, all] : each}
      currentId={isTogether ? ALL_ACCOUNTS : current.id}
      onSelect={choose}
    />
  );
}

/** Exchange time, live. */
export function HeaderClock({ initial }: { initial: ExchangeClock }) {
  const { exchangeNow, rate, phase } = useExchangeClock(initial);
  return <MarketClock exchangeNow={exchangeNow} rate={rate} phase={phase} />;
}

const SYMBOLS_KEPT_MS = 5 * 60_000;

/** Symbols, pages and orders by keyboard. */
export function HeaderPalette() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const pathname = usePathname();
  const { chooseTheme } = useAppearance();
  const commands = useMemo(() => portalCommands(chooseTheme), [chooseTheme]);
  const search = useCallback(
    async (query: string) => {
      const { verb, text } = readQuery(query);
      const options = trpc.market.search.queryOptions(
        { text: text.slice(0, 40) },
        { staleTime: SYMBOLS_KEPT_MS },
      );
      const found = await queryClient.fetchQuery(options);
      return found.map((instrument) => asHit(verb, instrument));
    },
    [trpc, queryClient],
  );
  const lead = useCallback((hit: string) => hitHref(hit, pathname), [pathname]);
  return <CommandPalette commands={commands} searchSymbols={search} symbolHref={lead} />;
}

/** Who is signed in, and the way out. */
export function HeaderUser({ person }: { person: Person }) {
  const desk = {
    id: "desk",
    label: "Broker’s desk",
    icon: <ClipboardCheck aria-hidden size={16} />,
    href: "/admin",
  };
  return (
    <UserMenu
      name={person.displayName}
      email={person.email}
      settingsHref="/settings"
      links={person.isStaff ? [desk] : []}
      onSignOut={() => void signOut()}
    />
  );
}

/** The same on a phone, under More. */
export function PhoneUser({ person }: { person: Person }) {
  return <UserPanel name={person.displayName} email={person.email} onSignOut={() => void signOut()} />;
}
