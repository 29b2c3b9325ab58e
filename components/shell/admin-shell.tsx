import type { ReactNode } from "react";
import { SkipLink } from "@/components/shell/skip-link";

export type AdminShellProps = {
  children: ReactNode;
  /** An AdminRail. */
  rail: ReactNode;
  /** An AdminPhoneNav. */
  phoneNav: ReactNode;
  /** A MarketClock. */
  clock: ReactNode;
  /** A UserMenu. */
  userMenu: ReactNode;
  palette?: ReactNode;
  connection?: ReactNode;
};

/** The frame of the broker's rooms: dark rail and dark header around a page in the reader's own theme. */
export function AdminShell({
  children,
  rail,
  phoneNav,
  clock,
  userMenu,
  palette,
  connection,
}: AdminShellProps) {
  return (
    <div className="flex min-h-dvh">
      <SkipLink />
      {rail}
      <div className="flex min-w-0 flex-1 flex-col">
        <header
          data-theme="dark"
          className="sticky top-0 z-20 shrink-0 border-b-2 border-caution bg-raised text-ink [--tint:#2a313a]"
        >
          <div className="flex h-14 items-center justify-between gap-3 px-4 md:px-6">
            <p className="text-small font-medium">
              <span className="md:hidden">RushTrade desk</span>
              <span className="max-md:hidden">Broker&rsquo;s desk</span>
            </p>
            {palette}
            <div className="flex shrink-0 items-center gap-2">
              {clock}
              {userMenu}
            </div>
          </div>
          {phoneNav}
        </header>
        {connection}
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 py-4 md:px-6 md:py-5">
          {children}
        </main>
      </div>
    </div>
  );
}
