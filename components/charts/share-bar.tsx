import { cx } from "@/components/ui/cx";

type ShareBarProps = {
  /** Plain decimals, US dollars: this one, and all that it stands among. */
  amount: string;
  of: readonly string[];
};

/** A bar as long as an amount is large among others, to the left of the middle for a loss; the number stands beside it. */
export function ShareBar({ amount, of }: ShareBarProps) {
  const largest = Math.max(...of.map((other) => Math.abs(Number(other))), 0.01);
  const share = (Math.abs(Number(amount)) / largest) * 50;
  const isLoss = Number(amount) < 0;
  return (
    <span aria-hidden className="relative block h-2 w-32 rounded-pill bg-sunk">
      <span
        className={cx("absolute inset-y-0 rounded-pill", isLoss ? "right-1/2 bg-loss" : "left-1/2 bg-gain")}
        style={{ width: `${share}%` }}
      />
    </span>
  );
}
