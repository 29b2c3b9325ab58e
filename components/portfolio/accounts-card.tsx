import Link from "next/link";
import { accountName } from "@/components/portfolio/account-name";
import { type Portfolio, signedUsd } from "@/components/portfolio/portfolio-sums";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { PhoneRow } from "@/components/ui/phone-row";
import { formatMoney, formatPercent } from "@/domain/money/format";

/** The accounts that are looked at together, each with its own equity and its way in. */
export function AccountsCard({ accounts }: Pick<Portfolio, "accounts">) {
  return (
    <Card title="Accounts" padding="none" aside="Equity, USD">
      <ul aria-label="Accounts" className="divide-y divide-line">
        {accounts.map((account) => (
          <li key={account.accountId}>
            <Link href={`/portfolio?account=${account.accountId}`} className="block hover:bg-tint">
              <PhoneRow
                start={<span className="font-medium">{accountName(account)}</span>}
                end={formatMoney(account.equity)}
                endSub={
                  <Change
                    text={signedUsd(account.dayChange)}
                    detail={account.dayChangeRatio ? formatPercent(account.dayChangeRatio) : undefined}
                  />
                }
              />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
