/** Characters that lead out of a folder, end a text early, or turn it around. */
const HARMFUL = /[/\\\p{Cc}\p{Cs}\p{Co}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const LONGEST_GIVEN = 255;
const LONGEST_SHOWN = 80;

export type PaperName = { ok: true; base: string } | { ok: false; sentence: string };

/**
 * The name under which a paper is shown: letters, digits and a few signs, without its ending, because what a file is
 * called says nothing of what it is. A name with a path or unseen characters in it is refused, not mended: no browser
 * sends one.
 */
export function paperName(given: string): PaperName {
  const name = given.normalize("NFC");
  if (name.length > LONGEST_GIVEN)
    return { ok: false, sentence: "The file's name is too long. Please rename it and try again." };
  if (HARMFUL.test(name) || /^\.+$/.test(name.trim()))
    return {
      ok: false,
      sentence: "The file's name contains a path or characters that cannot be shown. Please rename it.",
    };
  const base = name
    .replace(/\.[A-Za-z0-9]{1,8}$/, "")
    .replace(/[^\p{L}\p{M}\p{N} ._()-]/gu, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "")
    .slice(0, LONGEST_SHOWN)
    .trim();
  return { ok: true, base: base || "Paper" };
}
