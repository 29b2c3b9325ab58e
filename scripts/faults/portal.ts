import type { CallFaults, FaultSource } from "@/domain/clearing/faults";
import type { Party } from "@/domain/clearing/parties";
import { mix, unit } from "@/domain/market/hash";
import type { ScriptRowInput } from "@/domain/market/script-row";
import { isAppError } from "@/domain/errors";
import { type Instant, instant } from "@/domain/time/instant";
import { Dice } from "@/scripts/faults/draw-plan";
import type { Fault, FaultWindow } from "@/scripts/faults/plan";
import { sealAudit } from "@/server/audit";
import { asPerson, install } from "@/server/compose";
import type { Actor, Role } from "@/server/platform/actor";
import { openDb } from "@/server/platform/db";
import { readEnv } from "@/server/platform/env";
import { faultyLine, LINE_FAULTS, type LineFault, type Trouble } from "@/server/platform/faulty-line";
import { idFrom } from "@/server/platform/ids";

/** Where the world stands outside the portal: wall time, and what the line to the street does at the moment. */
export type Surroundings = { wall: number; seed: number; faults: readonly FaultWindow[] };

/** What can be wanted of a portal under faults: by a person, through its procedures, or by who drives its world. */
export type Demand =
  | { do: "ASK"; who: string; path: string; input: unknown }
  | { do: "ADVANCE"; to: Instant }
  | { do: "QUOTE"; rows: readonly ScriptRowInput[] }
  | { do: "PUMP"; rounds: number };

/** `code` is the domain's error code; null when something failed of which the person learns nothing. */
export type Answer = { ok: true; value: unknown } | { ok: false; code: string | null; message: string };

/** A portal that is gone before it answers. Whether it did what was asked of it is not known. */
export class NoAnswer extends Error {}

export interface Portal {
  /** Throws NoAnswer when the portal was killed meanwhile. */
  want(demand: Demand, around: Surroundings): Promise<Answer>;
  close(): Promise<void>;
}

/** Long enough for others to have their turn meanwhile. */
const SLOW_MS = 10;

/** Made up for these worlds; they open nothing. */
export const worldEnv = (databaseUrl: string, more: Record<string, string> = {}) =>
  readEnv({
    DATABASE_URL: databaseUrl,
    APP_MODE: "test",
    DEMO_WORLD: "off",
    MARKET_SEED: "faults",
    EXCHANGE_CLOCK: "virtual",
    LOG_LEVEL: process.env.FAULTS_LOG ?? "silent",
    NEXTAUTH_SECRET: "a secret of made-up worlds that opens nothing",
    FIELD_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    CLEARING_HMAC_KEY: Buffer.alloc(32, 9).toString("base64"),
    ...more,
  });

type Found = { fault: Fault; die: number };

/** What the windows that are open do to each call, call by call. */
function troubleOf(
  around: () => Surroundings,
  salt: number,
): (party: Party, may: (fault: Fault) => boolean) => Found | null {
  let calls = 0;
  return (party, may) => {
    const { seed, faults } = around();
    const turn = mix(mix(seed, salt), calls++);
    const window = faults.find(
      (open, place) =>
        may(open.fault) &&
        (open.party === "ALL" || open.party === party) &&
        unit(mix(turn, place)) < open.share,
    );
    return window ? { fault: window.fault, die: mix(turn, 4_711) >>> 0 } : null;
  };
}

const isLineFault = (fault: Fault): fault is LineFault => LINE_FAULTS.some((known) => known === fault);

/** The faults of the street's own doors. */
function faultsOfDoors(around: () => Surroundings): FaultSource {
  const trouble = troubleOf(around, 1);
  const picks = new Dice(around().seed, "picks of the doors");
  return {
    pick: (below) => picks.below(below),
    async faultsOf({ party }): Promise<CallFaults> {
      const found = trouble(party, (fault) => !isLineFault(fault));
      if (!found) return {};
      return found.fault === "SLOW" ? { SLOW: true, delayMs: SLOW_MS } : { [found.fault]: true };
    },
  };
}

function troubleOfLine(around: () => Surroundings): Trouble {
  const trouble = troubleOf(around, 2);
  return (party) => {
    const found = trouble(party, isLineFault);
    return found && isLineFault(found.fault) ? { fault: found.fault, die: found.die } : null;
  };
}

function answerTo(error: unknown): Answer {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (isAppError(cause)) return { ok: false, code: cause.code, message: cause.message };
  return {
    ok: false,
    code: null,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

/** A whole portal and its street on a database of a made-up world, in this process, behind a line with faults. */
export async function openPortal(databaseUrl: string, first: Surroundings): Promise<Portal> {
  let around = first;
  const { deps, pump, close } = await install(worldEnv(databaseUrl), "in-process", {
    faults: faultsOfDoors(() => around),
    line: (ports) =>
      faultyLine(
        ports,
        troubleOfLine(() => around),
      ),
    wall: () => instant(around.wall),
  });
  const people = new Map<string, Actor>();

  async function actor(email: string): Promise<Actor> {
    const known = people.get(email);
    if (known) return known;
    const user = await deps.db.user.findUniqueOrThrow({ where: { email } });
    const found: Actor = {
      userId: user.id,
      role: user.role as Role,
      sessionId: idFrom("faults-session", user.id),
      email,
      displayName: user.displayName,
      emailVerified: true,
    };
    people.set(email, found);
    return found;
  }

  async function ask(email: string, path: string, input: unknown): Promise<unknown> {
    const caller: unknown = asPerson(deps, await actor(email));
    const procedure = path
      .split(".")
      .reduce((room, name) => (room as Record<string, unknown>)[name], caller) as (input: unknown) => unknown;
    return procedure(input);
  }

  async function quote(rows: readonly ScriptRowInput[]): Promise<void> {
    if (rows.length === 0) return;
    await openDb(databaseUrl, "street").marketScript.createMany({
      data: rows.map((row) => ({ symbol: row.symbol, row })),
    });
    // A round of the street reads the script anew.
    await deps.controls.cycle();
  }

  async function work(demand: Demand): Promise<unknown> {
    switch (demand.do) {
      case "ASK":
        return ask(demand.who, demand.path, demand.input);
      case "ADVANCE":
        return deps.controls.advanceTo(demand.to);
      case "QUOTE":
        return quote(demand.rows);
      case "PUMP":
        await pump.run(demand.rounds);
        return sealAudit(deps);
    }
  }

  return {
    async want(demand, given) {
      around = given;
      try {
        return { ok: true, value: await work(demand) };
      } catch (error) {
        return answerTo(error);
      }
    },
    close,
  };
}
