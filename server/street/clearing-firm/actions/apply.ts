import { changesShares } from "@/domain/corporate-actions/action";
import { exchangeCalendar } from "@/domain/time/calendar";
import { instantAt } from "@/domain/time/instant";
import { entitleHolders, payDividends } from "@/server/street/clearing-firm/actions/dividends";
import { actionsGoingEx } from "@/server/street/clearing-firm/actions/due-actions";
import { changeShares } from "@/server/street/clearing-firm/actions/share-changes";
import type { Step } from "@/server/street/street";
import { adjustOrders } from "@/server/street/venues/work-venues";

/**
 * The corporate actions of a trading day that begins: orders that stand are adjusted (FINRA 5330), then the firm's
 * books, ex-date by ex-date; dividends whose pay date has come are paid. The step's row makes it happen once. A day on
 * which the exchange rests waits for the next one, so that everything is in the files of a business day.
 */
export async function applyActions(step: Step): Promise<void> {
  if (!exchangeCalendar.isTradingDay(step.today)) return;
  const actions = await actionsGoingEx(step);
  for (const exDate of new Set(actions.map((action) => action.exDate))) {
    const midnight = instantAt(exDate, "00:00");
    const ofDay = actions.filter((action) => action.exDate === exDate);
    await adjustOrders(step, ofDay, midnight);
    // Holders of record are those of the evening before: who is entitled is written down before any shares change.
    for (const action of ofDay.filter(({ type }) => !changesShares(type)))
      await entitleHolders(step, action, midnight);
    for (const action of ofDay.filter(({ type }) => changesShares(type)))
      await changeShares(step, action, midnight);
  }
  await step.tx.$executeRaw`
    update street.firm_action set applied_on = ${step.today}::date
    where id = any(${actions.map(({ id }) => id)}::uuid[])`;
  await payDividends(step, instantAt(step.today, "00:00"));
}
