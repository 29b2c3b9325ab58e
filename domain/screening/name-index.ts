import { plainName } from "@/domain/onboarding/names";
import { jaroWinkler, plainScore, SAME_WHOLE, SAME_WORD } from "@/domain/screening/name-screening";

/** One name of a list: the entry's own, or another that it is known under. */
export type ListedName = { listId: string; entNum: string; name: string };
export type NameMatch = { listed: ListedName; score: number };

/** Letters of a word, as bits: two words without enough letters in common cannot be one. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) % 31);
  return bits;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * A list of names made ready for many questions. A name can only score when one of its words is like a word of the
 * question, or when both are one run of letters; so words are compared once each, and only names that share a word
 * are scored whole. The answer is that of scoring every name (a test compares the two).
 */
export class NameIndex {
  private readonly plain: string[] = [];
  private readonly words = new Map<string, number[]>();
  private readonly listedWords: { word: string; letters: number; names: number[] }[] = [];
  private readonly runs: { run: string; letters: number }[] = [];
  private readonly likeWord = new Map<string, number[]>();

  constructor(private readonly names: readonly ListedName[]) {
    for (const [at, { name }] of names.entries()) {
      const plain = plainName(name);
      this.plain.push(plain);
      const run = plain.replaceAll(" ", "");
      this.runs.push({ run, letters: lettersOf(run) });
      for (const word of new Set(plain.split(" "))) put(this.words, word, at);
    }
    for (const [word, at] of this.words) this.listedWords.push({ word, letters: lettersOf(word), names: at });
  }

  get size(): number {
    return this.names.length;
  }

  /** The names that have a word like this one. */
  private namesLike(word: string): number[] {
    const known = this.likeWord.get(word);
    if (known) return known;
    const letters = lettersOf(word);
    const found: number[] = [];
    for (const listed of this.listedWords)
      if (couldBeOne(word, letters, listed) && jaroWinkler(word, listed.word) >= SAME_WORD)
        for (const at of listed.names) found.push(at);
    if (this.likeWord.size > 50_000) this.likeWord.clear();
    this.likeWord.set(word, found);
    return found;
  }

  /** The nearest name; null when none shares a word with the question. */
  nearest(name: string): NameMatch | null {
    const plain = plainName(name);
    const run = plain.replaceAll(" ", "");
    const letters = lettersOf(run);
    const candidates = new Set<number>();
    for (const [at, listed] of this.runs.entries())
      if (couldBeOneRun(run, letters, listed)) candidates.add(at);
    for (const word of plain.split(" ")) for (const at of this.namesLike(word)) candidates.add(at);
    let best: NameMatch | null = null;
    for (const at of candidates) {
      const score = plainScore(plain, this.plain[at] as string);
      const listed = this.names[at] as ListedName;
      if (score > (best?.score ?? 0)) best = { listed, score };
    }
    return best;
  }
}

/** The least Jaro similarity that can become SAME_WHOLE: Winkler's common beginning adds at most 0.4 of the rest. */
const LEAST_JARO = (SAME_WHOLE - 0.4) / 0.6;

/** Whether two runs of letters could be SAME_WHOLE: letters that only one of them has find no partner. */
function couldBeOneRun(run: string, letters: number, listed: { run: string; letters: number }): boolean {
  const [a, b] = [run.length, listed.run.length];
  if ((Math.min(a, b) / Math.max(a, b) + 2) / 3 < LEAST_JARO) return false;
  const matches = Math.min(a - bitCount(letters & ~listed.letters), b - bitCount(listed.letters & ~letters));
  return (matches / a + matches / b + 1) / 3 >= LEAST_JARO;
}

function put(map: Map<string, number[]>, key: string, value: number): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** The most that Jaro-Winkler could be, from lengths and common letters alone. */
function couldBeOne(word: string, letters: number, listed: { word: string; letters: number }): boolean {
  const [a, b] = [word.length, listed.word.length];
  const most = Math.min(a, b);
  if (bitCount(letters & listed.letters) === 0) return false;
  const jaro = (most / a + most / b + 1) / 3;
  return jaro + 0.4 * (1 - jaro) >= SAME_WORD;
}
