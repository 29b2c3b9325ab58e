import { instantAt, localDate, toIso } from "@/domain/time/instant";
import { createLongHistory } from "@/prisma/factories/long-history";
import { withConnection } from "@/scripts/database/connection";
import { install } from "@/server/compose";
import type { Env } from "@/server/platform/env";
import { market } from "../portfolio";
import { type SignedIn, signedIn } from "../sessions";
import { makeAccounts } from "../world";

const PEOPLE = 8;
const YEARS = 8;
const ACTIVITIES = Number(process.env.BENCH_ACTIVITIES ?? 1_900);
const TODAY = localDate("2026-06-01");

/** People with an account each that looks back on 1,900 activities over 60 symbols and 8 years. */
export async function pagesWorld(env: Env): Promise<{ people: SignedIn[]; sizes: Record<string, number> }> {
  const installation = await install(
    { ...env, EXCHANGE_CLOCK: "virtual", EXCHANGE_CLOCK_START: toIso(instantAt(TODAY, "10:00")) },
    "in-process",
  );
  const { deps } = installation;
  await deps.controls.setRate(0);
  const accounts = await makeAccounts(env.DATABASE_URL, PEOPLE);
  for (const [n, { accountId, userId }] of accounts.entries())
    await createLongHistory(deps.db, {
      accountId,
      placedBy: userId,
      activities: ACTIVITIES,
      years: YEARS,
      seed: n + 1,
      ...market(installation),
    });
  await withConnection(env.DATABASE_URL, (client) => client.query("vacuum analyze"));
  const people = await signedIn(deps, accounts);
  await installation.close();
  return { people, sizes: { activities: ACTIVITIES, years: YEARS } };
}
