/**
 * Seeded randomness without state: the market asks "what is the noise at this place?", never "what is the next
 * number?", so any instant can be computed alone and in any order. 32-bit integer mixers in the manner of
 * MurmurHash3's finaliser (Appleby, public domain).
 */

/** A well-spread 32-bit integer from two. Chain it to take in more: mix(mix(seed, day), minute). */
export function mix(a: number, b: number): number {
  let h = a ^ Math.imul(b + 0x7f4a7c15, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A 32-bit integer from a text, such as a seed or a symbol. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h, text.length);
}

/** In [0, 1). */
export const unit = (h: number): number => (h >>> 0) / 4_294_967_296;

/** In [-1, 1). */
export const signed = (h: number): number => h / 2_147_483_648;

/** Mean and deviation of the sum of four fair bytes. */
const BYTES_MEAN = 510;
const BYTES_DEVIATION = 147.8;

/**
 * Close to a standard normal deviate, from one hash and without a logarithm: the four bytes added up. Bounded at
 * about 3.45 deviations, which keeps every price path bounded.
 */
export const bell = (h: number): number =>
  ((h & 255) + ((h >>> 8) & 255) + ((h >>> 16) & 255) + (h >>> 24) - BYTES_MEAN) / BYTES_DEVIATION;
