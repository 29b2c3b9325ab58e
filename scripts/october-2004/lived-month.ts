import type { LivedMonth } from "@/scripts/october-2004/report";
import { MONTH } from "@/prisma/seed/october-2004/month";
import { staffMember } from "@/prisma/seed/october-2004/customers";
import { asPerson, type Installation } from "@/server/compose";

/** The month as the trade volume report and the books show it. Throws when the report does not hold the month. */
export async function livedMonth(installation: Installation): Promise<LivedMonth> {
  const { deps } = installation;
  const admin = asPerson(deps, await staffMember(installation, "ADMIN"));
  const report = await admin.reports.tradeVolume({ year: Number(MONTH.first.slice(0, 4)) });
  const month = report.months.find((row) => row.month === MONTH.first.slice(0, 7))?.current;
  if (!month?.assets || month.asOf !== MONTH.last)
    throw new Error("the trade volume report does not hold the whole month");
  const [counted] = await deps.db.$queryRaw<
    { orders: number; largest: string; cheap: string; statements: number; confirms: number }[]
  >`
    select
      (select count(*)::int from portal.orders) as orders,
      (select coalesce(trim_scale(max(quantity)), 0)::text from portal.orders) as largest,
      (select coalesce(trim_scale(sum(quantity)), 0)::text from portal.execution where price < 5) as cheap,
      (select count(*)::int from portal.document where kind = 'STATEMENT' and on_date = ${MONTH.last}::date) as statements,
      (select count(*)::int from portal.document where kind = 'CONFIRM') as confirms`;
  if (!counted) throw new Error("the books answer nothing");
  const { accounts, assets, trades, shares } = month;
  const { cheap, ...counts } = counted;
  return { accounts, assets, trades, shares, cheapShares: cheap, ...counts };
}
