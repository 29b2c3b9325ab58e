import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

/** A key on the keyboard. `inherit` takes the colour of the filled button that it stands in. */
export function Kbd({ children, tone = "plain" }: { children: ReactNode; tone?: "plain" | "inherit" }) {
  return (
    <kbd
      className={cx(
        "rounded-mark border px-1.25 font-sans text-[0.6875rem] leading-4 font-normal max-md:hidden",
        tone === "plain" ? "border-line-strong text-faint" : "border-current/40",
      )}
    >
      {children}
    </kbd>
  );
}
