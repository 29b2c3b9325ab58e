import type { ReactNode } from "react";

type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  /** What would be here, and how to get it. */
  children?: ReactNode;
  action?: ReactNode;
};

/** Nothing here yet, and what to do next. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-[26rem] flex-col items-center gap-2 px-6 py-10 text-center">
      {icon ? (
        <span
          aria-hidden
          className="mb-1 flex size-11 items-center justify-center rounded-full bg-tint text-muted"
        >
          {icon}
        </span>
      ) : null}
      <p className="text-heading font-semibold">{title}</p>
      {children ? <div className="text-base text-muted">{children}</div> : null}
      {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
