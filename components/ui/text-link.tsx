import Link from "next/link";
import type { ReactNode } from "react";

/** A link inside running text: underlined, because colour alone would not tell. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="rounded-mark text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
    >
      {children}
    </Link>
  );
}
