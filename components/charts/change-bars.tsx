import { cx } from "@/components/ui/cx";

export type ChangeBar = {
  label: string;
  /** Signed plain decimal; only its size and sign are used, for the bar. */
  value: string;
  /** The same, formatted: "+14,380.77". */
  text: string;
  /** `accent` for what is neither gain nor loss, such as a deposit. */
  tone?: "accent" | "auto";
};

/** What something is made of, each part with a bar as long as its share of the largest: what changed my equity. */
export function ChangeBars({ items }: { items: readonly ChangeBar[] }) {
  const largest = Math.max(1e-9, ...items.map((item) => Math.abs(Number(item.value))));
  return (
    <dl className="grid gap-2.5">
      {items.map((item) => {
        const amount = Number(item.value);
        const length = amount === 0 ? 0 : Math.max(2, (Math.abs(amount) / largest) * 100);
        return (
          <div key={item.label} className="grid grid-cols-[1fr_auto] items-baseline gap-x-4">
            <dt className="text-small text-muted">{item.label}</dt>
            <dd className="num text-small">{item.text}</dd>
            <dd aria-hidden className="col-span-2">
              <svg
                width="100%"
                height="4"
                className={cx(
                  "mt-1 block rounded-pill bg-tint",
                  item.tone === "accent" ? "text-accent" : amount < 0 ? "text-loss" : "text-gain",
                )}
              >
                <rect width={`${length.toFixed(2)}%`} height="4" rx="2" fill="currentColor" />
              </svg>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
