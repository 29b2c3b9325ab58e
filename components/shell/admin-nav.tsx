"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Logo } from "@/components/shell/logo";
import { NavBadge } from "@/components/shell/nav-badge";
import { ADMIN_NAV, isInRoom } from "@/components/shell/nav-items";
import { RailLink } from "@/components/shell/rail-link";
import { cx } from "@/components/ui/cx";

/** The rooms of the desk: a dark rail, always, so that nobody mistakes where they are. */
export function AdminRail() {
  const pathname = usePathname();
  return (
    <nav
      data-theme="dark"
      aria-label="Rooms of the desk"
      className="sticky top-0 z-20 flex h-dvh w-15 shrink-0 flex-col gap-0.5 border-r border-line bg-raised px-3 pt-4.5 pb-3 text-ink [--tint:#2a313a] max-md:hidden lg:w-52"
    >
      <Link href="/admin" className="mb-4 flex h-6 items-center rounded-control px-2">
        <span className="max-lg:hidden">
          <Logo suffix="desk" />
        </span>
        <span className="lg:hidden">
          <Logo isMark />
        </span>
      </Link>
      {ADMIN_NAV.map((item) => (
        <RailLink key={item.id} item={item} isCurrent={isInRoom(pathname, item.href)} isCompact={false} />
      ))}
    </nav>
  );
}

/** The same on a phone: a row that scrolls sideways under the header. */
export function AdminPhoneNav() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Rooms of the desk"
      className="scroll-thin relative flex gap-1 overflow-x-auto border-t border-line px-3 py-1 md:hidden"
    >
      {ADMIN_NAV.map((item) => (
        <Link
          key={item.id}
          href={item.href}
          aria-current={isInRoom(pathname, item.href) ? "page" : undefined}
          className={cx(
            "flex min-h-11 shrink-0 items-center gap-1.5 rounded-control px-3 text-small",
            isInRoom(pathname, item.href)
              ? "font-medium text-ink underline underline-offset-8"
              : "text-muted",
          )}
        >
          {item.label}
          <NavBadge room={item.id} />
        </Link>
      ))}
    </nav>
  );
}
