import type { ReactNode } from "react";
import { CARRYING_NOTICE } from "@/components/shell/legal-text";
import { SkipLink } from "@/components/shell/skip-link";
import { OnlyOn } from "@/components/ui/only-on";

export type PortalShellProps = {
  children: ReactNode;
  /** A PortalRail, for a desk. */
  rail: ReactNode;
  /** PhoneTabs, for a phone. */
  tabs: ReactNode;
  /** An AccountSwitcher, or what stands there while there is no account. */
  accountSwitcher: ReactNode;
  /** A CommandPalette. */
  palette: ReactNode;
  /** A MarketClock. */
  clock: ReactNode;
  /** A UserMenu. */
  userMenu: ReactNode;
  /** A ConnectionBar. */
  connection?: ReactNode;
};

/**
 * The frame of the investor's rooms: a rail on a desk, a tab bar on a phone, one header. A page that wants the
 * whole width, such as the trader's workspace, marks its root with `data-flush`.
 */
export function PortalShell({
  children,
  rail,
  tabs,
  accountSwitcher,
  palette,
  clock,
  userMenu,
  connection,
}: PortalShellProps) {
  return (
    <div className="flex min-h-dvh">
      <SkipLink />
      <OnlyOn screen="desk" className="md:contents">
        {rail}
      </OnlyOn>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-20 flex h-15 shrink-0 items-center justify-between gap-3 border-b border-line bg-bg px-4 max-md:border-transparent md:h-14 md:px-6">
          <div className="flex min-w-0 items-center">{accountSwitcher}</div>
          {palette}
          <div className="flex shrink-0 items-center gap-2">
            {clock}
            <OnlyOn screen="desk">{userMenu}</OnlyOn>
          </div>
        </header>
        {connection}
        <main
          id="main"
          tabIndex={-1}
          // On a phone the notice below begins under the first screen: it does not move while a page comes in.
          className="min-w-0 flex-1 px-4 pt-2 pb-6 max-md:min-h-[calc(100dvh-3.75rem)] has-data-flush:p-2 md:px-6 md:py-6 md:has-data-flush:p-2"
        >
          {children}
        </main>
        <footer className="px-4 pb-24 text-label text-muted md:hidden">{CARRYING_NOTICE}</footer>
      </div>
      <OnlyOn screen="phone">{tabs}</OnlyOn>
    </div>
  );
}
