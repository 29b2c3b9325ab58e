"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { NavBadge } from "@/components/shell/nav-badge";
import { isInRoom, PORTAL_NAV, SETTINGS_NAV } from "@/components/shell/nav-items";
import { cx } from "@/components/ui/cx";
import { Sheet } from "@/components/ui/sheet";

const [PORTFOLIO, PERFORMANCE, TRADE, ORDERS, ACTIVITY, TRANSFERS, TAXES, DOCUMENTS] = PORTAL_NAV;
const MORE = [PERFORMANCE, TRANSFERS, TAXES, DOCUMENTS, SETTINGS_NAV];

const TAB = "flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-[0.71875rem]";

/*
 * No room is fetched ahead: all of a room is somebody's own and asked for at the step itself, so what could be fetched
 * is its place in the tree alone, at two requests a link, in the moment in which the page comes to life.
 */

/** The rooms at the bottom of a phone, with Trade in the middle; what does not fit is behind More. */
export function PhoneTabs({ more }: { more: ReactNode }) {
  const pathname = usePathname();
  const [isMoreOpen, setMoreOpen] = useState(false);
  const isInMore = MORE.some((item) => isInRoom(pathname, item.href));
  return (
    <>
      <nav
        aria-label="Rooms"
        className="fixed inset-x-0 bottom-0 z-30 flex items-center border-t border-line bg-surface px-2 pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        <Tab item={PORTFOLIO} pathname={pathname} />
        <Tab item={ORDERS} pathname={pathname} />
        <Link
          href={TRADE.href}
          prefetch={false}
          aria-current={isInRoom(pathname, TRADE.href) ? "page" : undefined}
          className="mx-1.5 my-2.5 inline-flex min-h-11.5 items-center justify-center rounded-pill bg-accent px-6 text-heading font-medium text-accent-ink"
        >
          {TRADE.label}
        </Link>
        <Tab item={ACTIVITY} pathname={pathname} />
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => setMoreOpen(true)}
          className={cx(TAB, isInMore ? "font-semibold text-accent" : "text-muted")}
        >
          <Ellipsis aria-hidden size={19} strokeWidth={1.75} />
          More
        </button>
      </nav>
      <Sheet title="More" isOpen={isMoreOpen} onOpenChange={setMoreOpen}>
        <ul className="-mx-5 mb-5 divide-y divide-line border-y border-line">
          {MORE.map(({ id, href, label, Icon }) => (
            <li key={id}>
              <Link
                href={href}
                prefetch={false}
                onClick={() => setMoreOpen(false)}
                aria-current={isInRoom(pathname, href) ? "page" : undefined}
                className="flex min-h-13 items-center gap-3.5 px-5 text-form"
              >
                <Icon aria-hidden size={19} strokeWidth={1.75} className="text-muted" />
                {label}
                <NavBadge room={id} tone="accent" className="ml-auto" />
              </Link>
            </li>
          ))}
        </ul>
        {more}
      </Sheet>
    </>
  );
}

type TabProps = { item: (typeof PORTAL_NAV)[number]; pathname: string };

function Tab({ item, pathname }: TabProps) {
  const isCurrent = isInRoom(pathname, item.href);
  const { Icon } = item;
  return (
    <Link
      href={item.href}
      prefetch={false}
      aria-current={isCurrent ? "page" : undefined}
      className={cx(TAB, "relative", isCurrent ? "font-semibold text-accent" : "text-muted")}
    >
      <Icon aria-hidden size={19} strokeWidth={1.75} />
      {item.label}
      <NavBadge room={item.id} className="absolute top-0.5 left-[calc(50%+0.25rem)]" />
    </Link>
  );
}
