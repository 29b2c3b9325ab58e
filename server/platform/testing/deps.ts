import { syntheticMarket } from "@/domain/market/synthetic";
import { type AccountTypeKey, lendingOf } from "@/domain/onboarding/account-types";
import type { MarketData } from "@/domain/market/types";
import { type Instant, instantAt, localDate, localDateOf, plus } from "@/domain/time/instant";
import { simulatedAnswer } from "@/domain/screening/identity-port";
import type { Actor } from "@/server/platform/actor";
import type { Clock } from "@/server/platform/clock";
import { wallClock } from "@/server/platform/clock";
import { fieldCipher } from "@/server/platform/crypto";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { openLog } from "@/server/platform/log";
import { readEnv } from "@/server/platform/env";
import type { TestDatabase } from "@/server/platform/testing/database";

/** An ordinary Tuesday morning, an hour after the open. */
export const TEST_NOON = instantAt(localDate("2026-07-14"), "10:30");

/** A clock that moves only when a test moves it: exchange time by `set`, both times together by `advance`. */
export type TestClock = Clock & { set(at: Instant): void; advance(ms: number): void };

export function testClock(start: Instant = TEST_NOON): TestClock {
  let at = start;
  let wall = wallClock();
  return {
    now: () => wall,
    exchangeNow: async () => at,
    exchangeToday: async () => localDateOf(at),
    state: async () => ({ exchangeNow: at, wallNow: wall, rate: 0, ceiling: null, runUntil: null }),
    refresh: () => {},
    set(next) {
      at = next;
    },
    advance(ms) {
      at = plus(at, ms);
      wall = plus(wall, ms);
    },
  };
}

/** Deps whose clock a test moves, and which count how often the outbox was announced. */
export type TestDeps = Deps & { clock: TestClock; nudges: { count: number } };

const silent = () => {
  throw new Error("this test has no street: use a whole installation");
};

/** What a use case needs, on a test database, with a standing clock, a synthetic market and nobody on the street. */
export function testDeps(database: TestDatabase, overrides: Partial<Deps> = {}): TestDeps {
  const nudges = { count: 0 };
  const env = testEnv(database.url);
  const market: MarketData = syntheticMarket(env.MARKET_SEED);
  return {
    env,
    db: database.portal,
    market,
    cipher: fieldCipher(env.FIELD_ENCRYPTION_KEY),
    log: openLog("silent"),
    ports: {
      venues: { send: silent, events: silent },
      bank: { send: silent, events: silent, openConsent: silent, redeemConsent: silent },
      clearing: { send: silent, events: silent, file: silent },
    },
    identity: {
      verify: async (questions) =>
        questions.map((question) => ({ provider: "test", reference: "test", ...simulatedAnswer(question) })),
    },
    controls: {
      cycle: silent,
      setRate: silent,
      runTo: silent,
      advanceTo: silent,
      bustFill: silent,
      receiveWire: silent,
      returnEntry: silent,
      correctFill: silent,
      dayRun: async () => null,
      announceAction: silent,
      faults: silent,
      setFault: silent,
    },
    hub: { subscribe: () => () => {}, wasQuietSince: () => false, close: async () => {} },
    nudge: () => {
      nudges.count++;
    },
    ...overrides,
    nudges,
    clock: (overrides.clock as TestClock | undefined) ?? testClock(),
  };
}

/** Settings for tests; the secrets are made up and open nothing. */
export function testEnv(databaseUrl: string, more: Record<string, string> = {}) {
  return readEnv({
    DATABASE_URL: databaseUrl,
    APP_MODE: "test",
    DEMO_WORLD: "off",
    MARKET_SEED: "test",
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "silent",
    NEXTAUTH_SECRET: "a secret for tests, which opens nothing",
    FIELD_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    CLEARING_HMAC_KEY: Buffer.alloc(32, 9).toString("base64"),
    ...more,
  });
}

/** A customer with an open account and so much settled cash, written straight into the tables: for tests of one module. */
export async function customerWith(
  deps: Deps,
  cash: string,
  type: AccountTypeKey = "INDIVIDUAL_CASH",
): Promise<{ actor: Actor; accountId: string }> {
  const userId = newId();
  const accountId = newId();
  const now = new Date(deps.clock.now());
  const email = `${userId}@example.com`;
  await deps.db.user.create({
    data: {
      id: userId,
      email,
      passwordHash: "none",
      displayName: "Test Customer",
      emailVerifiedAt: now,
      createdAt: now,
    },
  });
  await deps.db.account.create({
    data: {
      id: accountId,
      number: `T-${accountId.slice(-12)}`,
      title: "Test Customer",
      type,
      status: "OPEN",
      createdAt: now,
      openedOn: now,
      holders: { create: { userId } },
    },
  });
  const margin = lendingOf(type) === "MARGIN" ? { longValue: "0", loanValue: "0" } : {};
  await deps.db.cashBalance.create({ data: { accountId, settled: cash, ...margin } });
  const actor: Actor = {
    userId,
    role: "INVESTOR",
    sessionId: newId(),
    email,
    displayName: "Test Customer",
    emailVerified: true,
  };
  return { actor, accountId };
}
