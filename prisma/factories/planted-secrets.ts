import { createHash } from "node:crypto";

/** A tax, passport or bank number that a test plants through the ordinary doors, to look for it everywhere afterwards. */
export type Planted = { what: string; value: string };

/** A text as base64 writes it wherever it stands in a longer one: the characters that all three alignments share. */
function base64Forms(text: string, encoding: "base64" | "base64url"): string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.from("\0".repeat(shift) + text)
      .toString(encoding)
      .replace(/=+$/, "");
    const [start, rest] = [Math.ceil((shift * 4) / 3), (shift + text.length) % 3];
    return whole.slice(start, rest === 0 ? undefined : -1);
  });
}

const spaced = (value: string, places: readonly number[], mark: string): string =>
  [...value].map((letter, i) => (places.includes(i) ? mark + letter : letter)).join("");

/**
 * Every form in which a number may hide, by its name: as people group it, as programs encode it, and as a hash without
 * a key, which ten digits do not survive.
 */
export function formsOf(value: string): [form: string, text: string][] {
  const grouped = [
    ["like a Social Security number", [3, 5]],
    ["like an employer's number", [2]],
    ["in fours", [4, 8, 12]],
  ] as const;
  const forms: [string, string][] = [["as it is", value]];
  for (const [name, places] of grouped)
    for (const mark of ["-", " ", ".", "\u2011"])
      forms.push([`${name}, with "${mark}"`, spaced(value, places, mark)]);
  for (const encoding of ["base64", "base64url"] as const)
    for (const text of base64Forms(value, encoding)) forms.push([encoding, text]);
  forms.push(["hex", Buffer.from(value).toString("hex")], ["backwards", [...value].reverse().join("")]);
  for (const algorithm of ["md5", "sha1", "sha256", "sha512"])
    for (const encoding of ["hex", "base64", "base64url"] as const)
      forms.push([`${algorithm} without a key`, createHash(algorithm).update(value).digest(encoding)]);
  return forms;
}

export type Finding = { what: string; form: string; where: string };

const START = 4;
/** Twenty bits of the last four letters: each letter moves the older ones on by five, and out. */
const roll = (hash: number, letter: number): number => ((hash << 5) ^ letter) & 0xfffff;

/**
 * Looks for planted numbers in texts; tells what was found where and in which form, and never the number. A text is read
 * once, however many forms there are: only where it has the first letters of one, the whole form is compared.
 */
export function searchFor(planted: readonly Planted[]) {
  const needles = planted.flatMap(({ what, value }) =>
    formsOf(value).map(([form, text]) => ({ what, form, text: text.toLowerCase() })),
  );
  const byStart = new Map<number, typeof needles>();
  const isStart = new Uint8Array(1 << 20);
  for (const needle of needles) {
    if (needle.text.length < START) throw new Error(`${needle.what} is too short to be looked for`);
    const start = [...needle.text.slice(0, START)].reduce(
      (hash, letter) => roll(hash, letter.charCodeAt(0)),
      0,
    );
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
    isStart[start] = 1;
  }
  return (where: string, haystack: string): Finding[] => {
    const text = haystack.toLowerCase();
    const found = new Set<(typeof needles)[number]>();
    for (let i = 0, hash = 0; i < text.length; i++) {
      hash = roll(hash, text.charCodeAt(i));
      if (isStart[hash] === 1)
        for (const needle of byStart.get(hash) ?? [])
          if (text.startsWith(needle.text, i - START + 1)) found.add(needle);
    }
    return needles.filter((needle) => found.has(needle)).map(({ what, form }) => ({ what, form, where }));
  };
}

/** Every number of this shape among answers: what is told under "number" or "accountNumber", however deep. */
export function numbersIn(answers: unknown, path = ""): Planted[] {
  if (typeof answers !== "object" || answers === null) return [];
  return Object.entries(answers).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key;
    const isNumber = (key === "number" || key === "accountNumber") && typeof value === "string";
    return isNumber ? [{ what: at, value: value.replace(/[\s-]/g, "") }] : numbersIn(value, at);
  });
}
