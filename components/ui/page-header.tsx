import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  /** Beside the title: a status, a number. */
  aside?: ReactNode;
  actions?: ReactNode;
  back?: { href: string; label: string };
};

/** The page's one h1, with what can be done here. */
export function PageHeader({ title, description, aside, actions, back }: PageHeaderProps) {
  return (
    <div className="mb-4 md:mb-5">
      {back ? (
        <Link
          href={back.href}
          className="mb-1 -ml-1 inline-flex min-h-11 items-center gap-0.5 rounded-control pr-2 text-small text-muted hover:text-ink md:min-h-7"
        >
          <ChevronLeft aria-hidden size={16} />
          {back.label}
        </Link>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-title">{title}</h1>
            {aside}
          </div>
          {description ? <p className="max-w-[65ch] text-base text-muted">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
