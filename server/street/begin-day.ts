import { instantAt } from "@/domain/time/instant";
import { announceFromMarket } from "@/server/street/clearing-firm/actions/announce";
import { applyActions } from "@/server/street/clearing-firm/actions/apply";
import { COMMANDS_A_STEP, workCommands } from "@/server/street/commands";
import { readyForBulk } from "@/server/platform/db";
import type { Step } from "@/server/street/street";

/**
 * What is done once when exchange time has reached a new day, before anything of that day: requests that came in
 * before it are worked off, what the market has announced is noted, and the corporate actions of the day reach orders and
 * books. The row that it leaves makes it happen exactly once. Returns whether there was anything to do; when requests were
 * many it is not finished and goes on with the next step.
 *
 * A street on its first day has no orders from before: it only notes the day and what is announced.
 */
export async function beginDay(step: Step): Promise<boolean> {
  const { today, begunDay } = step;
  if (begunDay !== null && begunDay >= today) return false;
  const midnight = instantAt(today, "00:00");
  if (begunDay !== null) {
    if ((await workCommands(step, midnight)) === COMMANDS_A_STEP) return true;
  }
  await readyForBulk(step.tx);
  await announceFromMarket(step);
  await applyActions(step);
  await step.tx.$executeRaw`
    insert into street.firm_eod_step (business_date, step) values (${today}::date, 'BEGIN') on conflict do nothing`;
  return true;
}
