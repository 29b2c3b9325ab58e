import { accountName } from "@/components/portfolio/account-name";
import type { Income, Portfolio } from "@/components/portfolio/portfolio-sums";
import { formatDate } from "@/domain/time/format";

type ToCome = Pick<Income["expected"][number], "accountId" | "symbol" | "payDate">;
type Names = readonly Pick<Portfolio["accounts"][number], "accountId" | "title" | "accountNumber">[];

/** "F, 12 Dec 2026": what a dividend is called that is to come; with whose it is where several accounts are shown. */
export function dividendLabel({ accountId, symbol, payDate }: ToCome, accounts: Names): string {
  const what = `${symbol}, ${formatDate(payDate)}`;
  const account = accounts.length > 1 ? accounts.find((one) => one.accountId === accountId) : undefined;
  return account ? `${what}, ${accountName(account)}` : what;
}
