import type { FaultSource } from "@/domain/clearing/faults";
import { type FirmEvent, firmCommand } from "@/domain/clearing/messages";
import type { Numbered, Ports } from "@/domain/clearing/ports";
import { InvariantError } from "@/domain/errors";
import { venueCommand } from "@/domain/routing/messages";
import { exchangeCalendar } from "@/domain/time/calendar";
import { addDays, type Instant, instantFromIso, type LocalDate, localDateOf } from "@/domain/time/instant";
import { applyAccountEvent } from "@/server/accounts";
import { fetchEndOfDay, importEndOfDay } from "@/server/clearing";
import { applyLotAnswer } from "@/server/lot-choices";
import { applyActionEvent } from "@/server/corporate-actions";
import { applyBankEvent, applyCashEvent, applyWireEvent, openBankMessage } from "@/server/funding";
import { applyFeeEvent, chargeFees } from "@/server/market-data";
import { applyMarginEvent } from "@/server/margin";
import { applyRequestEvent } from "@/server/requests";
import { applyVenueEvents, routeOrders, type SettledEvent, settleTrades } from "@/server/orders";
import { type Clock, lastOpenBefore, realClock, virtualClock, wallClock } from "@/server/platform/clock";
import type { Actor, Origin, SecondFactorState } from "@/server/platform/actor";
import { fieldCipher } from "@/server/platform/crypto";
import { closeDb, openDb, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { type Env, readEnv } from "@/server/platform/env";
import { openHub } from "@/server/platform/hub";
import { cursorOf, type Intake, pullEvents } from "@/server/platform/inbox";
import { type Logger, openLog } from "@/server/platform/log";
import { type Deliveries, dispatchOutbox } from "@/server/platform/outbox";
import { createPump, type Pump, type PumpStep } from "@/server/platform/pump";
import { httpCycle, httpPorts } from "@/server/platform/signed-http";
import { createCaller } from "@/server/trpc/root";
import { simulatedIdentityProvider } from "@/server/street/identity/provider";
import { ensureExchangeClock, openMarket, openStreet, type StreetDoors } from "@/server/street";

/** A whole RushTrade: the portal, the street behind its ports, and the pump between them. */
export type Installation = {
  deps: Deps;
  doors: StreetDoors;
  pump: Pump;
  close(): Promise<void>;
};

/**
 * How the portal reaches the street: "http" through the signed door of this very server (as a real clearing firm
 * would be reached), "in-process" for the seed, benches and tests.
 */
export type Transport = "http" | "in-process";

/** How many trading days of history the demo world lives through before its present. */
export const DEMO_TRADING_DAYS = 63;

/** Where a new world's exchange time begins: as set, else the last open, or for the demo three months before it. */
export function firstInstant(env: Env, firstDay: LocalDate | null): Instant {
  if (env.EXCHANGE_CLOCK_START) return instantFromIso(env.EXCHANGE_CLOCK_START);
  if (firstDay) return sessionOpenFrom(firstDay);
  const present = lastOpenBefore(wallClock());
  if (env.DEMO_WORLD === "off") return present;
  return sessionOpenFrom(exchangeCalendar.addTradingDays(localDateOf(present), -DEMO_TRADING_DAYS));
}

function sessionOpenFrom(day: LocalDate): Instant {
  const session = exchangeCalendar.session(day);
  return session ? session.open : sessionOpenFrom(addDays(day, 1));
}

/**
 * What somebody who drives a world puts in the place of the ordinary: what goes wrong at the street's doors (instead of
 * the dials), another line to them, another wall time, another log.
 */
export type Driven = {
  faults?: FaultSource;
  line?: (ports: Ports) => Ports;
  wall?: () => Instant;
  log?: Logger;
};

/** Builds an installation. The caller closes it. */
export async function install(env: Env, transport: Transport, driven: Driven = {}): Promise<Installation> {
  const log = driven.log ?? openLog(env.LOG_LEVEL);
  const db = openDb(env.DATABASE_URL, "portal");
  const streetDb = openDb(env.DATABASE_URL, "street");
  const market = await openMarket(env);
  if (env.EXCHANGE_CLOCK === "virtual")
    await ensureExchangeClock(streetDb, env, firstInstant(env, market.startsOn));
  const clock: Clock = env.EXCHANGE_CLOCK === "real" ? realClock() : virtualClock(db, driven.wall);
  const street = openStreet({ db: streetDb, market, clock, env, log }, driven.faults);
  const hub = openHub(env.DATABASE_URL, log);
  const door = { baseUrl: `http://127.0.0.1:${env.PORT}`, key: env.CLEARING_HMAC_KEY, clock };
  const isRemote = transport === "http";
  const ports = isRemote ? httpPorts(door) : inProcessPorts(street.doors);
  const deps: Deps = {
    env,
    db,
    clock,
    market: street.market,
    cipher: fieldCipher(env.FIELD_ENCRYPTION_KEY),
    log,
    ports: driven.line?.(ports) ?? ports,
    identity: simulatedIdentityProvider,
    controls: isRemote ? { ...street.controls, cycle: () => httpCycle(door) } : street.controls,
    hub,
    // Who lives in-process (seed, tests, benches) says himself when the pump runs.
    nudge: () => (isRemote ? pump.nudge() : undefined),
  };
  const pump = createPump(pumpSteps(deps), log);
  return {
    deps,
    doors: street.doors,
    pump,
    async close() {
      await pump.stop();
      await hub.close();
      await closeDb(env.DATABASE_URL);
    },
  };
}

function inProcessPorts(doors: StreetDoors): Ports {
  return {
    venues: {
      send: (messages) => doors.send("VENUES", messages),
      events: (after, limit) => doors.events("VENUES", after, limit),
    },
    bank: {
      send: (messages) => doors.send("BANK", messages),
      events: (after, limit) => doors.events("BANK", after, limit),
      openConsent: (consentId, holderName) => doors.consent.open(consentId, holderName),
      redeemConsent: (consentId, code) => doors.consent.redeem(consentId, code),
    },
    clearing: {
      send: (messages) => doors.send("CLEARING", messages),
      events: (after, limit) => doors.events("CLEARING", after, limit),
      file: (date, name) => doors.file(date, name),
    },
  };
}

/** One round: charge what months that are over cost, plan routes, send what waits, let the street work, apply what it says. */
function pumpSteps(deps: Deps): PumpStep[] {
  const { venues, clearing, bank } = deps.ports;
  const deliveries: Deliveries = {
    VENUES: (messages) =>
      venues.send(
        messages.map(({ messageId, payload }) => ({ messageId, command: venueCommand.parse(payload) })),
      ),
    CLEARING: (messages) =>
      clearing.send(
        messages.map(({ messageId, payload }) => ({ messageId, command: firmCommand.parse(payload) })),
      ),
    BANK: (messages) =>
      bank.send(
        messages.map(({ messageId, payload }) => ({ messageId, command: openBankMessage(deps, payload) })),
      ),
  };
  return [
    { name: "fees", run: () => chargeFees(deps) },
    { name: "route", run: () => routeOrders(deps) },
    { name: "send", run: () => dispatchOutbox(deps, deliveries) },
    { name: "cycle", run: async () => Number(await deps.controls.cycle()) },
    {
      name: "venues",
      run: () =>
        pullEvents(deps, {
          party: "VENUES",
          port: venues,
          apply: (tx, events) => applyVenueEvents(tx, deps, events),
        }),
    },
    {
      name: "bank",
      run: () =>
        pullEvents(deps, {
          party: "BANK",
          port: bank,
          apply: (tx, events) => eachInTurn(events, (event) => applyBankEvent(tx, deps, event)),
        }),
    },
    { name: "clearing", run: () => pullEvents(deps, clearingIntake(deps)) },
  ];
}

async function eachInTurn<Event>(
  events: readonly Numbered<Event>[],
  apply: (event: Event) => Promise<void>,
): Promise<void> {
  for (const { event } of events) await apply(event);
}

/**
 * The clearing firm's events in order. An end of day is applied alone, once its files are here; it and a change of
 * shares wait until all is applied that the venues said before.
 */
function clearingIntake(deps: Deps): Intake<FirmEvent> {
  return {
    party: "CLEARING",
    port: deps.ports.clearing,
    async prepare(events) {
      const heard = await cursorOf(deps, "VENUES");
      const index = events.findIndex(
        ({ event }) => event.kind === "EOD_READY" || ("venueSeq" in event && event.venueSeq > heard),
      );
      const ordinary = index < 0 ? events : events.slice(0, index);
      if (ordinary.length > 0)
        return {
          count: Math.min(ordinary.length, FIRM_EVENTS_AT_ONCE),
          apply: (tx) => applyFirmEvents(tx, deps, ordinary.slice(0, FIRM_EVENTS_AT_ONCE)),
        };
      const event = events[0]?.event;
      if (event?.kind !== "EOD_READY" || heard < event.venueSeq) return { count: 0, apply: async () => {} };
      const files = await fetchEndOfDay(deps, event);
      return { count: 1, apply: (tx) => importEndOfDay(tx, deps, event, files), isBulk: true };
    },
    apply: (tx, events) => applyFirmEvents(tx, deps, events),
  };
}

/** As many as one transaction applies: an event may settle 500 trades, and whose cash it moves can place no order until it ends. */
const FIRM_EVENTS_AT_ONCE = 40;

/** In their order; settlements that follow each other go together. */
async function applyFirmEvents(tx: Tx, deps: Deps, events: readonly Numbered<FirmEvent>[]): Promise<void> {
  let settled: SettledEvent[] = [];
  for (const { event } of events) {
    if (event.kind === "TRADES_SETTLED") {
      settled.push(event);
      continue;
    }
    await settleTrades(tx, deps, settled);
    settled = [];
    await applyFirmEvent(tx, deps, event);
  }
  await settleTrades(tx, deps, settled);
}

async function applyFirmEvent(tx: Tx, deps: Deps, event: Exclude<FirmEvent, SettledEvent>): Promise<void> {
  switch (event.kind) {
    case "ACCOUNT_OPENED":
    case "ACCOUNT_REFUSED":
      return applyAccountEvent(tx, deps, event);
    case "EOD_READY":
      throw new InvariantError("an end of day is applied with its files");
    case "ACTION_ANNOUNCED":
    case "DIVIDEND_ENTITLED":
    case "DIVIDEND_PAID":
    case "SHARES_CHANGED":
      return applyActionEvent(tx, deps, event);
    case "LOTS_CHOSEN":
    case "LOTS_REFUSED":
      return applyLotAnswer(tx, deps, event);
    case "WIRE_RECEIVED":
    case "WIRE_SENT_BACK":
      return applyWireEvent(tx, deps, event);
    case "MARGIN_MADE":
    case "ACCOUNT_CLOSED":
    case "CHANGE_REFUSED":
      return applyRequestEvent(tx, deps, event);
    case "FEE_CHARGED":
    case "FEE_REFUSED":
      return applyFeeEvent(tx, deps, event);
    case "MARGIN_STATED":
    case "MARGIN_CALLED":
    case "MARGIN_CALL_MET":
    case "MARGIN_CALL_EXPIRED":
    case "INTEREST_POSTED":
      return applyMarginEvent(tx, deps, event);
    default:
      return applyCashEvent(tx, deps, event);
  }
}

/** Puts a list of names in force and compares everybody with it: for `npm run watch-list`. */
export { replaceWatchList } from "@/server/onboarding";
/** The door of the live line, for a server that is not the portal's own: benches. */
export { answerLive } from "@/server/trpc/live-door";

/**
 * The portal's procedures as one person (or nobody) would call them: for the seed, benches and tests. They have just
 * proven a second factor, at each call anew, unless the actor says otherwise.
 */
export const asPerson = (
  deps: Deps,
  actor: Actor | null,
  origin: Origin = { ip: "127.0.0.1", userAgent: "in-process" },
) => createCaller({ deps, actor: actor && { secondFactor: alwaysProven(deps), ...actor }, origin });

const alwaysProven = ({ clock }: Deps): SecondFactorState => ({
  isEnrolled: true,
  get provenAt() {
    return clock.now();
  },
});

type Shared = { __rushtradeInstallation?: Promise<Installation> };

/** This server's own installation, made on first use; Next's bundles and the server entry share it. */
export function installation(): Promise<Installation> {
  const shared = globalThis as Shared;
  shared.__rushtradeInstallation ??= install(readEnv(), "http");
  return shared.__rushtradeInstallation;
}

export const portal = async (): Promise<Deps> => (await installation()).deps;
export const streetDoors = async (): Promise<StreetDoors> => (await installation()).doors;
