import type { FaultDial } from "@/domain/clearing/faults";
import type { Party } from "@/domain/clearing/parties";
import type { ScriptRowInput } from "@/domain/market/script-row";
import type { Instant } from "@/domain/time/instant";
import type { LineFault } from "@/server/platform/faulty-line";

/**
 * Some days of a world as data: who asks for what and when, how the market moves, what the line to the street does,
 * and what is killed. Every part has a name, so that a plan can be made smaller and told in one line: "a" asks, "f"
 * faults, "k" kills, "m" moments.
 */
export type Plan = {
  seed: number;
  moments: readonly Moment[];
  faults: readonly FaultWindow[];
  kills: readonly Kill[];
};

/** An instant of exchange time, and what happens at it: first the market, then all asks side by side. */
export type Moment = {
  name: string;
  at: Instant;
  quotes: readonly ScriptRowInput[];
  asks: readonly Ask[];
  /** Rounds of the pump that are done while the asks come in, and after them. */
  rounds: number;
};

/** What a person asks for. `twice`: sent two times side by side, as by an impatient hand. */
export type Ask = { name: string; who: number; twice: boolean; wish: Wish };

export type Wish =
  | { kind: "PLACE"; terms: Record<string, unknown> }
  | { kind: "GROUP"; terms: Record<string, unknown> }
  /** `of` is the ask that placed the order. */
  | { kind: "REPLACE"; of: string; terms: Record<string, unknown> }
  | { kind: "CANCEL"; of: string }
  | { kind: "DEPOSIT"; amount: string; isReturned: boolean }
  | { kind: "WITHDRAW"; amount: string }
  /** The broker's drill: of the fills that stand, the one that the die says. */
  | { kind: "BUST"; die: number }
  | { kind: "CORRECT"; die: number }
  | { kind: "PLAN"; plan: "LEVEL_II" | "BASIC" };

/** What goes wrong at the street's doors, or on the line to them. */
export type Fault = FaultDial | LineFault;

/** What is done to this share of calls from one moment up to another (both counted from 0, the second is not in). */
export type FaultWindow = {
  name: string;
  from: number;
  to: number;
  party: Party | "ALL";
  fault: Fault;
  share: number;
};

/**
 * What is killed, without a farewell, when so many statements have been sent to the database since the moment began:
 * the portal's own process, one of the database's workers (the server then recovers by itself), or the whole server.
 */
export type Kill = {
  name: string;
  moment: number;
  victim: "APP" | "DATABASE_WORKER" | "DATABASE";
  afterStatements: number;
};

/** A moment that was left out keeps its number, because faults and kills count by it. */
const isEmpty = ({ asks, quotes, rounds }: Moment): boolean =>
  asks.length === 0 && quotes.length === 0 && rounds === 0;

/** The names of all parts that may be left out. */
export const partsOf = ({ moments, faults, kills }: Plan): string[] => [
  ...kills.map(({ name }) => name),
  ...faults.map(({ name }) => name),
  ...moments.filter((moment) => !isEmpty(moment)).map(({ name }) => name),
  ...moments.flatMap(({ asks }) => asks.map(({ name }) => name)),
];

/** The plan without some of its parts. */
export function without(plan: Plan, dropped: ReadonlySet<string>): Plan {
  const stays = ({ name }: { name: string }) => !dropped.has(name);
  const empty = { asks: [], quotes: [], rounds: 0 };
  return {
    ...plan,
    faults: plan.faults.filter(stays),
    kills: plan.kills.filter(stays),
    moments: plan.moments.map((moment) => ({
      ...moment,
      ...(stays(moment) ? { asks: moment.asks.filter(stays) } : empty),
    })),
  };
}
