"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { CARRYING_NOTICE } from "@/components/shell/legal-text";
import { Logo } from "@/components/shell/logo";
import { isInRoom, PORTAL_NAV, SETTINGS_NAV } from "@/components/shell/nav-items";
import { RailLink } from "@/components/shell/rail-link";
import { cx } from "@/components/ui/cx";

/** The rooms of the portal on the left. It narrows to icons where the trader needs the width. */
export function PortalRail() {
  const pathname = usePathname();
  const isCompact = isInRoom(pathname, "/trade");
  return (
    <nav
      aria-label="Rooms"
      className={cx(
        "sticky top-0 z-20 flex h-dvh w-15 shrink-0 flex-col gap-0.5 border-r border-line bg-bg px-3 pt-4.5 pb-3 max-md:hidden",
        !isCompact && "lg:w-52",
      )}
    >
      <Link href="/portfolio" prefetch={false} className="mb-4 flex h-6 items-center rounded-control px-2">
        <span className={isCompact ? "hidden" : "max-lg:hidden"}>
          <Logo />
        </span>
        <span className={isCompact ? undefined : "lg:hidden"}>
          <Logo isMark />
        </span>
      </Link>
      {PORTAL_NAV.map((item) => (
        <RailLink
          key={item.id}
          item={item}
          isCurrent={isInRoom(pathname, item.href)}
          isCompact={isCompact}
          isCountFresh={item.id === "documents"}
        />
      ))}
      <div className="flex-1" />
      <RailLink item={SETTINGS_NAV} isCurrent={isInRoom(pathname, SETTINGS_NAV.href)} isCompact={isCompact} />
      <p className={cx("px-2.5 pt-2 text-label text-muted", isCompact ? "hidden" : "max-lg:hidden")}>
        {CARRYING_NOTICE}
      </p>
    </nav>
  );
}
