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

/** Looks for planted numbers in texts; tells what was found where and in which form, and never the number. */
export function searchFor(planted: readonly Planted[]) {
  const needles = planted.flatMap(({ what, value }) =>
    formsOf(value).map(([form, text]) => ({ what, form, text: text.toLowerCase() })),
  );
  return (where: string, haystack: string): Finding[] => {
    const text = haystack.toLowerCase();
    return needles
      .filter((needle) => text.includes(needle.text))
      .map(({ what, form }) => ({ what, form, where }));
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
