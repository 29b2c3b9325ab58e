import { addDays, instantAt } from "@/domain/time/instant";
import { COMMANDS_A_STEP, workCommands } from "@/server/street/commands";
import type { Step } from "@/server/street/street";
import { adjustOrders } from "@/server/street/venues/work-venues";

/**
 * What is done once when exchange time has reached a new day, before anything of that day: requests that came in
 * before it are worked off, and the orders that stand are adjusted for the corporate actions of the day (FINRA 5330).
 * The row that it leaves makes it happen exactly once. Returns whether there was anything to do; when requests were
 * many it is not finished and goes on with the next step.
 *
 * A street on its first day has no orders from before: it only notes the day.
 */
export async function beginDay(step: Step): Promise<boolean> {
  const { today, begunDay } = step;
  if (begunDay !== null && begunDay >= today) return false;
  const midnight = instantAt(today, "00:00");
  if (begunDay !== null) {
    if ((await workCommands(step, midnight)) === COMMANDS_A_STEP) return true;
    const actions = step.street.market.actions(addDays(begunDay, 1), today);
    for (const exDate of new Set(actions.map((action) => action.exDate)))
      await adjustOrders(
        step,
        actions.filter((action) => action.exDate === exDate),
        instantAt(exDate, "00:00"),
      );
  }
  await step.tx.$executeRaw`
    insert into street.firm_eod_step (business_date, step) values (${today}::date, 'BEGIN') on conflict do nothing`;
  return true;
}
