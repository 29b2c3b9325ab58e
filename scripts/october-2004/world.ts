import fs from "node:fs";
import path from "node:path";
import { joinDayOf, MONTH } from "@/prisma/seed/october-2004/month";
import { ROOT } from "@/scripts/setup/places";
import { exchangeCalendar } from "@/domain/time/calendar";
import { toIso } from "@/domain/time/instant";

/** The databases of the lived month: at its whole size, and of trials at a part of it. */
export const databaseNameOf = (scale: number): string =>
  scale === 1 ? "rushtrade_october_2004" : "rushtrade_october_2004_part";

/** Real prices of 2004, where somebody has put them; see README, "MARKET_DATA". */
const RECORDINGS = [path.join(ROOT, "market-data"), path.join(ROOT, "..", "shared", "market-data")];

function recording(): string {
  const found = RECORDINGS.find((folder) => fs.existsSync(path.join(folder, "daily")));
  return found ? `replay+synthetic:${found}` : "synthetic";
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
