type LogoProps = {
  /** The mark alone, for narrow rails. */
  isMark?: boolean;
  /** A small word after the name: "desk". */
  suffix?: string;
};

/** The name, with the rising line before it. */
export function Logo({ isMark = false, suffix }: LogoProps) {
  return (
    <span className="inline-flex items-center gap-2.25 text-form font-[650] tracking-[-0.02em] text-ink">
      <svg aria-hidden width="20" height="20" viewBox="0 0 20 20" className="shrink-0">
        <path
          d="M2 14 8 7l4 4 6-7"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className={isMark ? "sr-only" : undefined}>RushTrade</span>
      {suffix && !isMark ? (
        <span className="text-label font-medium tracking-normal text-muted">{suffix}</span>
      ) : null}
    </span>
  );
}
