import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

type CardProps = {
  title?: ReactNode;
  titleLevel?: 2 | 3;
  /** At the right of the title: a period, a control, a link. */
  aside?: ReactNode;
  footer?: ReactNode;
  /** `none` for tables and charts that reach the edges. */
  padding?: "normal" | "none";
  id?: string;
  className?: string;
  children?: ReactNode;
};

/** A sheet of paper on the desk: one subject, with its heading. */
export function Card({
  title,
  titleLevel = 2,
  aside,
  footer,
  padding = "normal",
  id,
  className,
  children,
}: CardProps) {
  const Heading = titleLevel === 2 ? "h2" : "h3";
  return (
    <section
      id={id}
      className={cx("flex min-w-0 flex-col rounded-card border border-line bg-surface", className)}
    >
      {title || aside ? (
        <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-2">
          {title ? (
            <Heading className="text-small font-semibold max-md:text-form">{title}</Heading>
          ) : (
            <span />
          )}
          {aside ? (
            <div className="flex flex-wrap items-center gap-2 text-label text-muted">{aside}</div>
          ) : null}
        </div>
      ) : null}
      <div
        className={cx(
          "min-w-0 flex-1",
          padding === "normal" && "px-4 pb-4",
          padding === "normal" && !title && !aside && "pt-4",
          padding === "none" && "overflow-hidden rounded-b-card",
          padding === "none" && !title && !aside && "rounded-t-card",
        )}
      >
        {children}
      </div>
      {footer ? <div className="border-t border-line px-4 py-3 text-small text-muted">{footer}</div> : null}
    </section>
  );
}
