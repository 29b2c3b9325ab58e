import pg from "pg";
import { exchangeCalendar, settlementCalendar } from "@/domain/time/calendar";
import { instantAt, localDate, plus, toIso } from "@/domain/time/instant";
import { install } from "@/server/compose";
import type { Env } from "@/server/platform/env";
import { openBothSides, tradeBothSides } from "../end-of-day-world";
import { benchId } from "../order-sql";
import { type SignedIn, signedIn } from "../sessions";

const PEOPLE = 16;
const DAYS = Number(process.env.BENCH_DAYS ?? 40);
const FIRST = localDate("2026-06-01");
const OPENED_ON = localDate("2026-04-01");

/** People with an account each that trades every day, and the days are over at the clearing firm. */
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
  for (let n = 0; n < DAYS; n++) {
    const side = n % 2 === 0 ? "BUY" : "SELL";
    await tradeBothSides(client, PEOPLE, { day, settles: settlementCalendar.settlementDate(day), side });
    const close = exchangeCalendar.session(day)?.close ?? instantAt(day, "16:00");
    await deps.controls.advanceTo(plus(close, 1));
    await pump.run(10_000);
    day = exchangeCalendar.nextTradingDay(day);
  }
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
