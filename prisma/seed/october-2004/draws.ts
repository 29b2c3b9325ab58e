import { bell, hashText, mix, unit } from "@/domain/market/hash";

/** Seeded choices without state: the same names draw the same, in any order and in any process. */
export type Draws = {
  /** In [0, 1). */
  share(...names: readonly (string | number)[]): number;
  /** Around 0 with a deviation of 1, at most some 3.5. */
  deviate(...names: readonly (string | number)[]): number;
  /** One of so many, from 0. */
  below(sides: number, ...names: readonly (string | number)[]): number;
};

export function drawsFrom(seed: string): Draws {
  const root = hashText(seed);
  const hashOf = (names: readonly (string | number)[]): number =>
    names.reduce<number>((hash, name) => mix(hash, typeof name === "number" ? name : hashText(name)), root);
  return {
    share: (...names) => unit(hashOf(names)),
    deviate: (...names) => bell(hashOf(names)),
    below: (sides, ...names) => Math.floor(unit(hashOf(names)) * sides),
  };
}
