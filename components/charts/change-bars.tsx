import { cx } from "@/components/ui/cx";
import { formatSigned } from "@/domain/money/format";

type ChangeBarsProps = {
  /** Plain decimals, US dollars. */
  rows: readonly { label: string; amount: string }[];
};

/** A few changes with a bar each, long as the change is large: a table that can be read as a picture. */
export function ChangeBars({ rows }: ChangeBarsProps) {
  const sizes = rows.map(({ amount }) => Math.abs(Number(amount)));
  const largest = Math.max(...sizes, 0.01);
  return (
    <dl className="grid gap-3">
      {rows.map(({ label, amount }, at) => (
        <div key={label} className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-base">
          <dt className="text-muted">{label}</dt>
          <dd className="num">{formatSigned(amount)}</dd>
          <dd aria-hidden className="col-span-2 h-1 rounded-pill bg-sunk">
            <span
              className={cx(
                "block h-full rounded-pill",
                Number(amount) < 0 ? "bg-loss" : "bg-gain",
                sizes[at] === 0 && "hidden",
              )}
              style={{ width: `${Math.max(1.5, ((sizes[at] ?? 0) / largest) * 100)}%` }}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}
