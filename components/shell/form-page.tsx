import type { ReactNode } from "react";

type FormPageProps = {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
  /** Under the sheet: the way to the sister page. */
  footer?: ReactNode;
};

/** One small form in the middle of a quiet page: sign in, sign up, confirm an address. */
export function FormPage({ title, intro, children, footer }: FormPageProps) {
  return (
    <div className="mx-auto w-full max-w-[27rem] px-4 py-8 md:py-16">
      <h1 className="text-display tracking-[-0.02em]">{title}</h1>
      {intro ? <p className="mt-2 text-form text-muted">{intro}</p> : null}
      <div className="mt-6 rounded-card border border-line bg-surface p-5 md:p-6">{children}</div>
      {footer ? <div className="mt-5 text-base text-muted">{footer}</div> : null}
    </div>
  );
}
