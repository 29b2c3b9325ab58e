"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { CountBadge } from "@/components/ui/count-badge";
import { tabStyle } from "@/components/ui/tab-style";

type TabLinksProps = {
  label: string;
  items: readonly { href: string; label: string; count?: number }[];
};

/** Sister pages in a row, with the one that is open marked. */
export function TabLinks({ label, items }: TabLinksProps) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="scroll-thin flex gap-1 overflow-x-auto border-b border-line">
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={pathname === item.href ? "page" : undefined}
          className={tabStyle(pathname === item.href)}
        >
          {item.label}
          {item.count === undefined ? null : <CountBadge count={item.count} />}
        </Link>
      ))}
    </nav>
  );
}
