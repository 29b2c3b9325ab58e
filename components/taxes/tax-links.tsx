import Link from "next/link";
import { cx } from "@/components/ui/cx";

type TaxLinksProps = {
  /** Says what is chosen, for screen readers. */
  label: string;
  links: readonly { href: string; label: string; isHere: boolean }[];
};

/** Views of the page as links: each has an address that can be kept. */
export function TaxLinks({ label, links }: TaxLinksProps) {
  return (
    <nav aria-label={label} className="scroll-thin flex max-w-full gap-1 overflow-x-auto">
      {links.map(({ href, label: text, isHere }) => (
        <Link
          key={href}
          href={href}
          aria-current={isHere ? "page" : undefined}
          className={cx(
            "-mb-px inline-flex min-h-11 shrink-0 items-center border-b-2 px-2.5 text-base whitespace-nowrap md:min-h-9.5 md:text-small",
            isHere
              ? "border-accent font-medium text-ink"
              : "border-transparent text-muted hover:border-line-strong hover:text-ink",
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
