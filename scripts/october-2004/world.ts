import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { FACTORY_PASSWORD } from "@/prisma/factories/users";
import { DEMO_LOGINS } from "@/prisma/seed/logins";
import { joinDayOf, MONTH } from "@/prisma/seed/october-2004/month";
import { WORLD_KEY } from "@/prisma/seed/october-2004/progress";
import { withConnection } from "@/scripts/database/connection";
import { loginLines } from "@/scripts/portal/welcome";
import { SetupFailure } from "@/scripts/setup/failure";
import { ROOT } from "@/scripts/setup/places";
import { exchangeCalendar } from "@/domain/time/calendar";
import { toIso } from "@/domain/time/instant";

export type LivedWorld = { name: string; database: string };

/** The lived month at its whole size, and a trial at a part of it: what they are called and where they are kept. */
export const LIVED_WORLDS = [
  { name: "october-2004", database: "rushtrade_october_2004" },
  { name: "october-2004-part", database: "rushtrade_october_2004_part" },
] as const satisfies readonly LivedWorld[];

export const worldOf = (scale: number): LivedWorld => LIVED_WORLDS[scale === 1 ? 0 : 1];

/** Real prices of 2004, where somebody has put them; see README, "MARKET_DATA". */
const RECORDINGS = [path.join(ROOT, "market-data"), path.join(ROOT, "..", "shared", "market-data")];

function recording(): string {
  const found = RECORDINGS.find((folder) => fs.existsSync(path.join(folder, "daily")));
  return found ? `replay+synthetic:${found}` : "synthetic";
}

const ofWorld = z.object({ market: z.string(), stage: z.string() });

/** The settings with which a lived world is served: its own market. Throws a SetupFailure when it is not lived yet. */
export async function worldSettings(url: string): Promise<Record<string, string>> {
  const rows = await withConnection(url, async (client) => {
    const found = await client.query<{ value: unknown }>(
      "select value from platform.world_state where key = $1",
      [WORLD_KEY],
    );
    return found.rows;
  });
  const world = ofWorld.safeParse(rows[0]?.value);
  if (world.data?.stage !== "DONE")
    throw new SetupFailure("The month has not been lived to its end; npm run october-2004 goes on with it.");
  return { MARKET_DATA: world.data.market };
}

/** Where a lived world is served, and as whom one may look: the broker's people, and the busiest customer. */
export async function welcomeToWorld(address: string, url: string): Promise<string> {
  const { rows } = await withConnection(url, (client) =>
    client.query<{ email: string }>(
      `select u.email from portal.orders o join portal.account_holder h on h.account_id = o.account_id
       join portal.users u on u.id = h.user_id group by u.email order by count(*) desc, u.email limit 1`,
    ),
  );
  const staff = DEMO_LOGINS.filter(({ role }) => role !== "INVESTOR");
  const logins = [
    ...staff,
    ...rows.map(({ email }) => ({ label: "Customer", email, password: FACTORY_PASSWORD })),
  ];
  return [
    "",
    `  October 2004 is at  ${address}`,
    "",
    "  Sign in as",
    ...loginLines(logins),
    "",
    "  The trade volume report stands under Reports; exchange time rests at the open of 1 November 2004 until",
    "  somebody lets it run, under Clearing.",
    "",
    "  Ctrl-C stops it; nothing is lost.",
    "",
  ].join("\n");
}

/** The settings under which the month is lived: its own market and clock, and no demo world. */
export function octoberSettings(): Record<string, string> {
  const session = exchangeCalendar.session(joinDayOf(MONTH.first));
  if (!session) throw new Error("customers join on a trading day");
  return {
    DEMO_WORLD: "off",
    LOG_LEVEL: "warn",
    EXCHANGE_CLOCK: "virtual",
    EXCHANGE_CLOCK_START: toIso(session.open),
    EXCHANGE_HOURS: "regular",
    MARKET_SEED: "rushtrade",
    MARKET_DATA: process.env.MARKET_DATA || recording(),
  };
}
