import { mix, signed, unit } from "@/domain/market/hash";
import { nearestTick } from "@/domain/market/price-grid";
import { type MinuteColumns, NO_BAR, type Shape } from "@/domain/market/tape";
import { SLOTS } from "@/domain/market/trading-days";

/**
 * Refines one bar into minutes: a Brownian bridge between the open and the close, by seeded midpoint displacement
 * with bounded noise, pinned near the high and the low in the minutes where they fall and folded back wherever it
 * would leave [low, high]. The minutes aggregate to the bar exactly: the first opens at its open, the last closes at
 * its close, none goes beyond its high or low, one reaches each, and the volumes add up.
 */

const HIGH_SLOT = 0x11;
const LOW_SLOT = 0x12;
const EDGE = 0x13;
const BRIDGE = 0x14;
const REACH_UP = 0x15;
const REACH_DOWN = 0x16;
const VOLUME = 0x17;

/** The expected range of a Brownian path is about 1.6 of its deviation; so a deviation is this much of a range. */
const DEVIATION_OF_RANGE = 0.62;
/** Half of a bridge's midpoint deviation, for uniform noise on [-1, 1) (deviation 1/sqrt 3). */
const MIDPOINT = Math.sqrt(3) / 2;
/** How far a minute may go beyond its ends, in deviations of a minute. */
const MINUTE_REACH = 1.2;

/** Prices at the minute boundaries; one scratch for all, since refining is synchronous. */
const path = new Float64Array(SLOTS + 1);

function displace(
  from: number,
  to: number,
  deviation: number,
  low: number,
  high: number,
  seed: number,
): void {
  if (to - from < 2) return;
  const middle = (from + to) >> 1;
  const noise = deviation * MIDPOINT * Math.sqrt(to - from) * signed(mix(seed, middle));
  let value = ((path[from] as number) + (path[to] as number)) / 2 + noise;
  if (value > high) value = 2 * high - value;
  if (value < low) value = 2 * low - value;
  path[middle] = Math.min(high, Math.max(low, value));
  displace(from, middle, deviation, low, high, seed);
  displace(middle, to, deviation, low, high, seed);
}

/** The minute in which an extreme falls: an end of the session when it is the open or the close, else a seeded one. */
function minuteOf(extreme: number, shape: Shape, count: number, seed: number): number {
  if (extreme === shape.open) return 0;
  if (extreme === shape.close || count < 3) return count - 1;
  return 1 + ((seed >>> 0) % (count - 2));
}

function layPath(
  shape: Shape,
  count: number,
  highAt: number,
  lowAt: number,
  deviation: number,
  seed: number,
) {
  const { low, high } = shape;
  path[0] = shape.open;
  path[count] = shape.close;
  path[highAt] = highAt === 0 ? shape.open : Math.max(low, high - deviation * unit(mix(seed, EDGE)));
  if (lowAt !== highAt) {
    path[lowAt] = lowAt === 0 ? shape.open : Math.min(high, low + deviation * unit(mix(seed, EDGE + 64)));
  }
  const first = Math.min(highAt, lowAt);
  const second = Math.max(highAt, lowAt);
  const noise = mix(seed, BRIDGE);
  displace(0, first, deviation, low, high, noise);
  displace(first, second, deviation, low, high, noise);
  displace(second, count, deviation, low, high, noise);
}

function shapeMinutes(
  into: MinuteColumns,
  firstSlot: number,
  count: number,
  shape: Shape,
  highAt: number,
  lowAt: number,
  seed: number,
): void {
  const deviation = (DEVIATION_OF_RANGE * (shape.high - shape.low)) / Math.sqrt(count);
  layPath(shape, count, highAt, lowAt, deviation, seed);
  const upSeed = mix(seed, REACH_UP);
  const downSeed = mix(seed, REACH_DOWN);
  let open = shape.open;
  for (let minute = 0; minute < count; minute++) {
    const close =
      minute === count - 1
        ? shape.close
        : Math.min(shape.high, Math.max(shape.low, nearestTick(path[minute + 1] as number)));
    const top = Math.max(open, close);
    const bottom = Math.min(open, close);
    const up = nearestTick(top + deviation * MINUTE_REACH * unit(mix(upSeed, minute)));
    const down = nearestTick(bottom - deviation * MINUTE_REACH * unit(mix(downSeed, minute)));
    const slot = firstSlot + minute;
    into.open[slot] = open;
    into.high[slot] = minute === highAt ? shape.high : Math.min(shape.high, Math.max(top, up));
    into.low[slot] = minute === lowAt ? shape.low : Math.max(shape.low, Math.min(bottom, down));
    into.close[slot] = close;
    open = close;
  }
}

/** Fewer shares than these can't be spread over a session; they go to the minutes that must trade. */
const FEW = 64;
/** A minute that trades has at least these shares, one for each of its open, high, low and close. */
const LEAST = 4;

function spreadVolume(
  volumes: Float64Array,
  firstSlot: number,
  profile: Float64Array,
  total: number,
  musts: readonly number[],
  seed: number,
): void {
  const count = profile.length;
  const last = firstSlot + count - 1;
  const give = (minute: number, shares: number) => {
    const slot = firstSlot + minute;
    const held = volumes[slot] as number;
    volumes[slot] = (held === NO_BAR ? 0 : held) + shares;
  };
  let rest = total;
  const reserve = total < FEW ? LEAST : Math.max(LEAST, Math.floor(total / 400));
  for (const minute of musts) {
    const shares = Math.min(rest, reserve);
    if (shares > 0) give(minute, shares);
    rest -= shares;
  }
  if (total >= FEW) {
    const volumeSeed = mix(seed, VOLUME);
    const weightOf = (minute: number) =>
      (profile[minute] as number) * (0.4 + 1.2 * unit(mix(volumeSeed, minute)));
    let whole = 0;
    for (let minute = 0; minute < count; minute++) whole += weightOf(minute);
    let weight = 0;
    let given = 0;
    for (let minute = 0; minute < count - 1; minute++) {
      weight += weightOf(minute);
      const shares = Math.floor((rest * weight) / whole) - given;
      // Crumbs wait for the next minute.
      if (shares < LEAST) continue;
      give(minute, shares);
      given += shares;
    }
    rest -= given;
  }
  if (rest > 0) give(last - firstSlot, rest);
}

/**
 * Writes the minutes of a session of `profile.length` minutes into the columns, from `firstSlot` on. `profile` weighs
 * the volume of each minute. The shape's prices must hold low <= open, close <= high; its volume is whole shares.
 */
export function refineSession(
  into: MinuteColumns,
  firstSlot: number,
  profile: Float64Array,
  shape: Shape,
  seed: number,
): void {
  const count = profile.length;
  const highAt = minuteOf(shape.high, shape, count, mix(seed, HIGH_SLOT));
  let lowAt = minuteOf(shape.low, shape, count, mix(seed, LOW_SLOT));
  if (lowAt === highAt && lowAt > 0 && lowAt < count - 1) lowAt = lowAt > 1 ? lowAt - 1 : lowAt + 1;
  shapeMinutes(into, firstSlot, count, shape, highAt, lowAt, seed);
  const musts = [...new Set([count - 1, 0, highAt, lowAt])];
  spreadVolume(into.volume, firstSlot, profile, shape.volume, musts, seed);
}

const profiles = new Map<string, Float64Array>();

/** How volume lies in a session of so many minutes: U-shaped in the core, towards the open before, away after it. */
export function volumeProfile(phase: "PRE" | "CORE" | "POST", count: number): Float64Array {
  const key = `${phase} ${count}`;
  const known = profiles.get(key);
  if (known) return known;
  const made = Float64Array.from({ length: count }, (_, minute) => {
    const x = (minute + 0.5) / count;
    if (phase === "PRE") return 0.1 + x ** 3;
    if (phase === "POST") return 0.05 + Math.exp(-6 * x);
    const auction = minute === count - 1 ? 25 : minute === 0 ? 6 : 0;
    return 0.6 + 2.2 * Math.exp(-14 * x) + 1.8 * Math.exp(-12 * (1 - x)) + auction;
  });
  profiles.set(key, made);
  return made;
}
