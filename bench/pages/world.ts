import pg from "pg";
import { exchangeCalendar, settlementCalendar } from "@/domain/time/calendar";
import { instantAt, localDate, plus, toIso } from "@/domain/time/instant";
import { install } from "@/server/compose";
import { openPress, runPaperMill } from "@/server/documents";
import type { Deps } from "@/server/platform/deps";
import type { Env } from "@/server/platform/env";
import { openBothSides, tradeBothSides } from "../end-of-day-world";
import { benchId } from "../order-sql";
import { type SignedIn, signedIn } from "../sessions";

const PEOPLE = 16;
const DAYS = Number(process.env.BENCH_DAYS ?? 40);
/** The last day of a month: its books are what the statements of the next one open with. Nothing is traded on it. */
const FIRST = localDate("2026-05-29");
const OPENED_ON = localDate("2026-05-01");
/** Papers made at a time. */
const PAPERS = 1_000;

/**
 * People with an account each that trades every day, the days are over at the clearing firm, and all papers are made: no
 * work of the night is left for the time in which pages are measured.
 */
export async function pagesWorld(env: Env): Promise<{ people: SignedIn[]; sizes: Record<string, number> }> {
  const installation = await install(
    { ...env, EXCHANGE_CLOCK: "virtual", EXCHANGE_CLOCK_START: toIso(instantAt(FIRST, "09:30")) },
    "in-process",
  );
  const { deps, pump } = installation;
  await deps.controls.setRate(0);
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  await openBothSides(client, 1, PEOPLE, OPENED_ON);
  let day = FIRST;
  for (let n = 0; n <= DAYS; n++) {
    const side = n % 2 === 1 ? "BUY" : "SELL";
    const settles = settlementCalendar.settlementDate(day);
    if (n > 0) await tradeBothSides(client, PEOPLE, { day, settles, side });
    const close = exchangeCalendar.session(day)?.close ?? instantAt(day, "16:00");
    await deps.controls.advanceTo(plus(close, 1));
    await pump.run(10_000);
    day = exchangeCalendar.nextTradingDay(day);
  }
  await makePapers(deps, client);
  await client.query("vacuum analyze");
  const { rows } = await client.query<{ accountId: string; userId: string }>(
    `select ${benchId("account", "n")} as "accountId", ${benchId("user", "n")} as "userId" from generate_series(1, $1) n`,
    [PEOPLE],
  );
  await client.end();
  const people = await signedIn(deps, rows);
  await installation.close();
  return { people, sizes: { days: DAYS } };
}

async function makePapers(deps: Deps, client: pg.Client): Promise<void> {
  // The statement of the month before would tell of days that nobody lived through.
  await client.query("delete from portal.document_job where kind = 'STATEMENT' and subject = $1", [
    FIRST.slice(0, 7),
  ]);
  const press = openPress();
  while ((await runPaperMill(deps, { max: PAPERS }, press)) > 0);
  const { rows } = await client.query(
    "select last_error from portal.document_job where done_at is null limit 1",
  );
  if (rows.length > 0) throw new Error(`A paper could not be made: ${rows[0].last_error}`);
}
