"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cx } from "@/components/ui/cx";

/** The parts of the settings, each a page of its own. */
const PARTS = [
  ["/settings", "Profile"],
  ["/settings/security", "Security"],
  ["/settings/accounts", "Accounts"],
  ["/settings/tax", "Tax forms and lots"],
  ["/settings/display", "Display and data"],
] as const;

/** From one part of the settings to another. */
export function SettingsNav() {
  const path = usePathname();
  return (
    <nav aria-label="Parts of the settings" className="mb-5 border-b border-line">
      <ul className="scroll-thin flex gap-1 overflow-x-auto">
        {PARTS.map(([href, label]) => {
          const isHere = path === href;
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={isHere ? "page" : undefined}
                className={cx(
                  "-mb-px inline-flex min-h-11 items-center border-b-2 px-3 text-small font-medium whitespace-nowrap max-md:text-form md:min-h-9",
                  isHere ? "border-accent text-ink" : "border-transparent text-muted hover:text-ink",
                )}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
