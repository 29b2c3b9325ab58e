import { pino } from "pino";
import type { BankCommand, FirmCommand, FirmEvent } from "@/domain/clearing/messages";
import type { Message } from "@/domain/clearing/ports";
import type { MarketData } from "@/domain/market/types";
import type { VenueCommand, VenueEvent } from "@/domain/routing/messages";
import { type Instant, plus } from "@/domain/time/instant";
import { type Clock, virtualClock } from "@/server/platform/clock";
import { newId } from "@/server/platform/ids";
import { createTestDatabase, type TestDatabase } from "@/server/platform/testing/database";
import { ensureExchangeClock } from "@/server/street/exchange-clock";
import { type OpenStreet, openStreet } from "@/server/street/open-street";

export const TEST_KEY = Buffer.alloc(32, 7).toString("base64");

/** A street with a paused clock on a database of its own. */
export type TestStreet = OpenStreet & {
  database: TestDatabase;
  clock: Clock;
  /** Sends commands, each under a new id, and runs the cycle until it is quiet. */
  tell(party: "VENUES", ...commands: VenueCommand[]): Promise<void>;
  tell(party: "CLEARING", ...commands: FirmCommand[]): Promise<void>;
  tell(party: "BANK", ...commands: BankCommand[]): Promise<void>;
  settle(): Promise<void>;
  venueEvents(): Promise<VenueEvent[]>;
  firmEvents(): Promise<FirmEvent[]>;
  /** Another street on the same database, as a second process would have it. */
  another(): OpenStreet;
};

export async function openTestStreet(market: MarketData, start: Instant): Promise<TestStreet> {
  const database = await createTestDatabase();
  const env = {
    EXCHANGE_CLOCK: "virtual",
    EXCHANGE_HOURS: "regular",
    CLEARING_HMAC_KEY: TEST_KEY,
    APP_MODE: "test",
  } as const;
  // The clock flows until it is paused; it is started a second early so that it can be put exactly where it shall be.
  await ensureExchangeClock(database.street, env, plus(start, -1_000));
  const clock = virtualClock(database.street);
  const another = () =>
    openStreet({ db: database.street, market, clock, env, log: pino({ level: "silent" }) });
  const street = another();
  await street.controls.setRate(0);
  await street.controls.advanceTo(start);

  async function settle(): Promise<void> {
    while (await street.controls.cycle());
  }

  async function tell(
    party: "VENUES" | "CLEARING" | "BANK",
    ...commands: (VenueCommand | FirmCommand | BankCommand)[]
  ) {
    const messages: Message<unknown>[] = commands.map((command) => ({ messageId: newId(), command }));
    await street.doors.receive(party, messages);
    await settle();
  }

  return {
    ...street,
    database,
    clock,
    tell,
    settle,
    another,
    venueEvents: async () => (await street.doors.events("VENUES", 0, 1_000)).map(({ event }) => event),
    firmEvents: async () => (await street.doors.events("CLEARING", 0, 1_000)).map(({ event }) => event),
  };
}
