import type { Ports, StreetControls } from "@/domain/clearing/ports";
import type { MarketData } from "@/domain/market/types";
import type { IdentityProvider } from "@/domain/screening/identity-port";
import type { Clock } from "@/server/platform/clock";
import type { FieldCipher } from "@/server/platform/crypto";
import type { Db } from "@/server/platform/db";
import type { Env } from "@/server/platform/env";
import type { Hub } from "@/server/platform/hub";
import type { Logger } from "@/server/platform/log";

/**
 * Everything that a use case may need from outside itself, made once by compose.ts. `db` is the portal's writer.
 */
export type Deps = {
  env: Env;
  db: Db;
  clock: Clock;
  market: MarketData;
  cipher: FieldCipher;
  log: Logger;
  ports: Ports;
  /** Who people are, says somebody outside. */
  identity: IdentityProvider;
  controls: StreetControls;
  hub: Hub;
  /** "There is news in the outbox": starts the pump soon; never waits, never fails. */
  nudge: () => void;
};
