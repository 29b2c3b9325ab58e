import { plainName } from "@/domain/onboarding/names";

/** From this score of 100 on a name goes to a person. Lower finds more that is nobody, higher misses spellings. */
export const REVIEW_FROM = 88;
/** What evidence says of how names were compared; a change of the algorithm is a new name. */
export const ALGORITHM = "paired-jaro-winkler/1";

/** Jaro similarity of two texts, 0 to 1: shared characters near each other, less those out of order. */
function jaro(a: string, b: string): number {
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const used = new Array<boolean>(b.length).fill(false);
  const fromA: string[] = [];
  for (let i = 0; i < a.length; i++) {
    const last = Math.min(b.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if (used[j] || a[i] !== b[j]) continue;
      used[j] = true;
      fromA.push(a[i] as string);
      break;
    }
  }
  const matches = fromA.length;
  if (matches === 0) return 0;
  const fromB = [...b].filter((_, j) => used[j]);
  const outOfOrder = fromA.filter((letter, i) => letter !== fromB[i]).length / 2;
  return (matches / a.length + matches / b.length + (matches - outOfOrder) / matches) / 3;
}

/** Jaro-Winkler similarity, 0 to 1: a common beginning of up to four letters counts more (Winkler 1990). */
export function jaroWinkler(a: string, b: string): number {
  const base = jaro(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++;
  return base + prefix * 0.1 * (1 - base);
}

/** From here on two words count as one word written differently; anything less is another word. */
export const SAME_WORD = 0.8;
/** From here on two whole names, spaces aside, count as written differently: below, a common first name is enough. */
export const SAME_WHOLE = 0.95;

/**
 * How alike two names are, 0 to 100: their words paired best with best, so that "Drax, Viktor" meets "Viktor Drax".
 * A word without a partner counts against the pair.
 */
export const nameScore = (left: string, right: string): number =>
  plainScore(plainName(left), plainName(right));

/** The same of names that are plain already (see `plainName`). */
export function plainScore(a: string, b: string): number {
  const [short, long] = [a.split(" "), b.split(" ")].sort((x, y) => x.length - y.length) as [
    string[],
    string[],
  ];
  const free = [...long];
  let paired = 0;
  for (const word of short) {
    const scores = free.map((other) => jaroWinkler(word, other));
    const best = Math.max(0, ...scores);
    free.splice(scores.indexOf(best), 1);
    if (best >= SAME_WORD) paired += best;
  }
  // A missing middle name costs little, a missing half of a name much.
  const words = paired / (short.length + 0.25 * free.length);
  const whole = jaroWinkler(a.replaceAll(" ", ""), b.replaceAll(" ", ""));
  return Math.round((whole >= SAME_WHOLE ? Math.max(whole, words) : words) * 100);
}
