import Link from "next/link";
import { NavBadge } from "@/components/shell/nav-badge";
import type { NavItem } from "@/components/shell/nav-items";
import { cx } from "@/components/ui/cx";

type RailLinkProps = {
  item: NavItem;
  isCurrent: boolean;
  /** Icon alone, always; otherwise only where the screen is narrow. */
  isCompact: boolean;
  isCountFresh?: boolean;
};

/** One room in a rail. */
export function RailLink({ item, isCurrent, isCompact, isCountFresh = false }: RailLinkProps) {
  const { Icon } = item;
  return (
    <Link
      href={item.href}
      prefetch={false}
      aria-current={isCurrent ? "page" : undefined}
      title={isCompact ? item.label : undefined}
      className={cx(
        "relative flex min-h-9 items-center gap-3 rounded-control px-2.5 text-base",
        isCurrent ? "bg-tint font-medium text-ink" : "text-muted hover:bg-tint hover:text-ink",
        isCompact ? "w-9 justify-center px-0" : "max-lg:w-9 max-lg:justify-center max-lg:px-0",
      )}
    >
      <Icon aria-hidden size={17} strokeWidth={1.75} className="shrink-0" />
      <span className={isCompact ? "sr-only" : "max-lg:sr-only"}>{item.label}</span>
      <NavBadge
        room={item.id}
        tone={isCountFresh ? "accent" : "neutral"}
        className={
          isCompact
            ? "absolute -top-1 -right-1.5"
            : "ml-auto max-lg:absolute max-lg:-top-1 max-lg:-right-1.5 max-lg:ml-0"
        }
      />
    </Link>
  );
}
