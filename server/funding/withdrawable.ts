import type { LocalDate } from "@/domain/time/instant";
import { Prisma } from "@/server/platform/db";

/**
 * Dollars of deposits that may be traded with but may not leave yet: their `withdrawableOn` lies after today. Withdrawable
 * is what is available less all of this, even where some of it has been spent: it may still be asked back.
 */
export const notYetWithdrawable = (accountId: string, today: LocalDate): Prisma.Sql => Prisma.sql`
  (select coalesce(sum(t.amount), 0) from portal.transfer t
   where t.account_id = ${accountId}::uuid and t.direction = 'DEPOSIT' and t.status = 'AVAILABLE'
     and t.withdrawable_on > ${today}::date)`;
