import { runChecks } from "@/scripts/checks/plan";
import { type CheckResult, oneCheck, summaryLine } from "@/scripts/checks/results";
import { ensureClient } from "@/scripts/database/migrate";
import { runTask, SetupFailure } from "@/scripts/setup/failure";
import { prepareDatabase } from "@/scripts/setup/setup";
import { say, step } from "@/scripts/setup/terminal";
import { Undoing } from "@/scripts/setup/undoing";

/** The exit code that a shell gives to a program ended by Ctrl-C: a test run that was stopped has not passed. */
const STOPPED = 130;

/**
 * The whole of `npm test` (with the browser) and `npm run check` (without): sets up what the tests need, runs every
 * check even when one fails, and ends with "N passed, N failed" and exit code 1 if anything failed.
 */
export async function checkEverything(options: { browser: boolean }): Promise<void> {
  const undoing = new Undoing();
  const everything = async () => {
    const results = await setUpAndCheck(undoing, options);
    if (undoing.begun) return STOPPED;
    await undoing.finish();
    console.log(summaryLine(results));
    return results.some(({ failed }) => failed > 0) ? 1 : 0;
  };
  await runTask(() => undoing.around(everything, STOPPED));
}

async function setUpAndCheck(undoing: Undoing, options: { browser: boolean }): Promise<CheckResult[]> {
  try {
    // Held to the end, so that the server is started once for all test runs.
    const database = await prepareDatabase("postgres");
    undoing.add(() => database.stop());
    await step("database client", ensureClient, (made) => (made ? "generated" : "unchanged"));
  } catch (thrown) {
    if (!(thrown instanceof SetupFailure)) throw thrown;
    say(`✗ ${thrown.message}`);
    return [oneCheck("set-up", false, thrown.message)];
  }
  return runChecks(options);
}
