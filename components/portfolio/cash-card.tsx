import { ChevronDown } from "lucide-react";
import { accountName } from "@/components/portfolio/account-name";
import { type CashSum, cashSums } from "@/components/portfolio/cash-sums";
import type { Cash, Portfolio } from "@/components/portfolio/portfolio-sums";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { FigureList } from "@/components/ui/figure-list";
import { LinkButton } from "@/components/ui/link-button";
import { formatMoney, formatSigned } from "@/domain/money/format";
import { compareWire } from "@/domain/money/wire-sum";

const isSome = (value: string): boolean => compareWire(value, "0") !== 0;

type CashCardProps = { cash: Cash; accounts: Portfolio["accounts"] };

/** Settled, unsettled, withdrawable and buying power; each opens to the sum that explains it. */
export function CashCard({ cash, accounts }: CashCardProps) {
  const sums = accounts.length > 1 ? sumsByAccount(accounts, cash) : cashSums(cash);
  return (
    <Card title="Cash and buying power" aside="USD">
      <div className="divide-y divide-line">
        {sums.map((sum) => (
          <CashRow key={sum.id} sum={sum} isStrong={sum.id === "available"} />
        ))}
      </div>
      {isSome(cash.uncollected) ? (
        <p className="pt-2 text-small text-muted">
          {formatMoney(cash.uncollected)} of deposits is not yet usable.
        </p>
      ) : null}
      <div className="mt-4 grid grid-cols-2 gap-2">
        <LinkButton href="/transfers" variant="primary" fullWidth>
          Deposit
        </LinkButton>
        <LinkButton href="/transfers?move=withdraw" fullWidth>
          Withdraw
        </LinkButton>
      </div>
    </Card>
  );
}

/** Of several accounts a figure is the sum of theirs: money of one account buys and pays nothing in another. */
function sumsByAccount(accounts: Portfolio["accounts"], together: Cash): CashSum[] {
  const each = accounts.map((account) => ({ account, sums: cashSums(account.cash) }));
  return cashSums(together).map((sum) => ({
    ...sum,
    parts: each.map(({ account, sums }) => ({
      label: accountName(account),
      amount: sums.find(({ id }) => id === sum.id)?.value ?? "0",
    })),
    note: "The sum of the accounts. Money of one account buys and pays nothing in another.",
  }));
}

function CashRow({ sum, isStrong }: { sum: CashSum; isStrong: boolean }) {
  return (
    <details className="group">
      <summary
        className={cx(
          "flex min-h-11 cursor-pointer items-center justify-between gap-3 rounded-mark text-base md:min-h-9.5",
          isStrong && "font-semibold",
        )}
      >
        <span className={cx("inline-flex items-center gap-1", !isStrong && "text-muted")}>
          {sum.label}
          <ChevronDown aria-hidden size={14} className="text-muted group-open:rotate-180" />
        </span>
        <span className="num">{formatMoney(sum.value)}</span>
      </summary>
      <div className="mb-2 rounded-control bg-sunk px-3 py-2.5">
        <FigureList
          look="plain"
          items={[
            ...sum.parts.map(({ label, amount }) => ({ label, value: formatSigned(amount) })),
            { label: sum.label, value: formatMoney(sum.value), isStrong: true },
          ]}
        />
        <p className="mt-2 text-label text-muted">{sum.note}</p>
      </div>
    </details>
  );
}
