import Link from "next/link";
import type { ReactNode } from "react";
import { BROKER, CARRYING_FIRM } from "@/components/shell/legal-text";
import { Logo } from "@/components/shell/logo";
import { SkipLink } from "@/components/shell/skip-link";
import { LinkButton } from "@/components/ui/link-button";

const FOOTER_LINKS = [
  { href: "/disclosures#relationship", label: "Form CRS" },
  { href: "/disclosures#sipc", label: "SIPC" },
  { href: "/disclosures#routing", label: "Order routing" },
  { href: "/disclosures#clearing", label: "Clearing" },
  { href: "/disclosures#privacy", label: "Privacy" },
  { href: "/disclosures", label: "All disclosures" },
];

type PublicShellProps = {
  children: ReactNode;
  /** Someone is signed in: offer the portal instead of the door. */
  isSignedIn?: boolean;
};

/** The frame of the pages that anyone may read. */
export function PublicShell({ children, isSignedIn = false }: PublicShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="mx-auto flex h-16 w-full max-w-[76rem] items-center justify-between gap-4 px-4 md:px-8">
        <Link href="/" className="flex min-h-11 items-center rounded-control">
          <Logo />
        </Link>
        <nav aria-label="Main" className="flex items-center gap-2">
          <Link
            href="/disclosures"
            className="flex min-h-11 items-center rounded-control px-3 text-muted hover:text-ink max-sm:hidden"
          >
            Disclosures
          </Link>
          {isSignedIn ? (
            <LinkButton href="/portfolio" variant="primary">
              Your portfolio
            </LinkButton>
          ) : (
            <>
              <LinkButton href="/sign-in" variant="quiet">
                Sign in
              </LinkButton>
              <span className="max-sm:hidden">
                <LinkButton href="/sign-up" variant="primary">
                  Open an account
                </LinkButton>
              </span>
            </>
          )}
        </nav>
      </header>
      <main id="main" tabIndex={-1} className="flex-1">
        {children}
      </main>
      <PublicFooter />
    </div>
  );
}

function PublicFooter() {
  return (
    <footer className="border-t border-line">
      <div className="mx-auto grid max-w-[76rem] gap-6 px-4 py-10 text-small text-muted md:grid-cols-[1fr_2fr] md:px-8">
        <div className="grid content-start gap-3">
          <Logo />
          <nav aria-label="Disclosures">
            <ul className="flex flex-wrap gap-x-4">
              {FOOTER_LINKS.map((link) => (
                <li key={link.label}>
                  <Link
                    href={link.href}
                    className="inline-flex min-h-11 items-center rounded-mark underline decoration-line-strong underline-offset-2 hover:text-ink md:min-h-7"
                  >
                    {link.label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <div className="grid content-start gap-3">
          <p>
            {BROKER} is an introducing broker for self-directed investors. It gives no investment advice and
            recommends no security. Accounts are carried by {CARRYING_FIRM}, which holds customers&rsquo; cash
            and securities and is a member of SIPC.
          </p>
          <p>
            Investing involves risk, including the loss of what you invest. Securities are not insured by the
            FDIC, are no deposits of a bank and carry no bank&rsquo;s guarantee.
          </p>
          <p>
            This installation is a demonstration: both firms are fictitious, and the market, the venues, the
            bank and the clearing firm behind it are simulated. No real money moves here.
          </p>
        </div>
      </div>
    </footer>
  );
}
