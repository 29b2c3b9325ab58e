import Link from "next/link";
import { cx } from "@/components/ui/cx";

type StatusLinksProps = {
  label: string;
  path: string;
  current: string;
  options: readonly { value: string; label: string }[];
  /** What else the address keeps. */
  keep?: Readonly<Record<string, string>>;
};

/** One list by status, the status in the address. */
export function StatusLinks({ label, path, current, options, keep = {} }: StatusLinksProps) {
  return (
    <nav aria-label={label} className="scroll-thin flex gap-1 overflow-x-auto border-b border-line">
      {options.map((option) => (
        <Link
          key={option.value}
          href={`${path}?${new URLSearchParams({ ...keep, status: option.value })}`}
          aria-current={option.value === current ? "page" : undefined}
          className={cx(
            "-mb-px flex min-h-11 items-center rounded-t-control border-b-2 px-3 text-base whitespace-nowrap md:min-h-9",
            option.value === current
              ? "border-accent font-medium text-ink"
              : "border-transparent text-muted hover:text-ink",
          )}
        >
          {option.label}
        </Link>
      ))}
    </nav>
  );
}
