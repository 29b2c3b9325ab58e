import type { MarketData } from "@/domain/market/types";
import type { Instant, LocalDate } from "@/domain/time/instant";
import type { Clock } from "@/server/platform/clock";
import type { Db, Tx } from "@/server/platform/db";
import type { Env } from "@/server/platform/env";
import type { Logger } from "@/server/platform/log";
import type { EventLog } from "@/server/street/event-log";
import type { ClockNow } from "@/server/street/exchange-clock";
import type { MarketScript } from "@/server/street/market-script";

/** What the street is made of. `db` is the street's own writer; `script` is there when tests may steer the market. */
export type Street = {
  db: Db;
  market: MarketData;
  clock: Clock;
  env: Pick<Env, "EXCHANGE_CLOCK" | "EXCHANGE_HOURS" | "CLEARING_HMAC_KEY" | "APP_MODE">;
  log: Logger;
  script?: MarketScript;
};

/** One bounded piece of the cycle: a transaction, under the lock, at one exchange instant. */
export type Step = {
  street: Street;
  tx: Tx;
  now: Instant;
  today: LocalDate;
  /** The clock as the step found it; null where exchange time is real. */
  clock: ClockNow | null;
  /** The last day whose tape has been read to its close; what comes in late belongs to the day after. */
  endedDay: LocalDate | null;
  /** The last day that was begun: its corporate actions have reached orders and books. */
  begunDay: LocalDate | null;
  events: EventLog;
};

/** A request as the door recorded it; `at` is the exchange instant at which it arrived. */
export type Arrived<Command> = { id: bigint; at: Instant; command: Command };
