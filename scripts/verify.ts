import { runTask } from "@/scripts/setup/failure";
import { prepareDatabase } from "@/scripts/setup/setup";
import { say } from "@/scripts/setup/terminal";
import { Undoing } from "@/scripts/setup/undoing";
import { coldRebuild } from "@/scripts/verify/cold-rebuild";
import { describe, verify } from "@/scripts/verify/verify";

/**
 * `npm run verify`: checks I1-I10 on the live database, and builds its balances and tax lots anew from what they are
 * made of; exit code 1 if one does not hold.
 */
async function run(undoing: Undoing): Promise<number> {
  const database = await prepareDatabase();
  undoing.add(() => database.stop());
  const verdict = await verify(database.url);
  say(describe(verdict));
  const { rows, different } = await coldRebuild(database.url);
  say(
    `Cold rebuild: ${rows} balances, tax lots and closings built anew, ${different} differ from the live ones.`,
  );
  return verdict.violations.length === 0 && different === 0 ? 0 : 1;
}

const undoing = new Undoing();
await runTask(() => undoing.around(() => run(undoing)));
