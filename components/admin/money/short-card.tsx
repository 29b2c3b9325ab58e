import Link from "next/link";
import { formatUsd } from "@/domain/money/format";
import type { ShortAccount } from "@/components/admin/money/types";
import { Card } from "@/components/ui/card";

/** Accounts that owe: a return or a bust took more than there was. */
export function ShortCard({ accounts }: { accounts: readonly ShortAccount[] }) {
  return (
    <Card title="Accounts that owe" padding="none">
      {accounts.length === 0 ? (
        <p className="px-4 pb-4 text-base text-muted">No account&rsquo;s cash is below zero.</p>
      ) : (
        <ul aria-label="Accounts that owe" className="divide-y divide-line border-t border-line">
          {accounts.map((account) => (
            <li key={account.id} className="flex items-baseline justify-between gap-3 px-4 py-3 text-base">
              <Link href={`/admin/accounts/${account.id}`} className="min-w-0 underline">
                {account.number} {account.title}
              </Link>
              <span className="num shrink-0 font-medium text-danger">{formatUsd(account.owes)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
