/**
 * The same-name rule: money comes from and goes to bank accounts of the owners of the brokerage account, nobody else's.
 * Names are compared as people write them: case, accents, punctuation, titles and middle names aside.
 */

/** Words that say how somebody is called, not who he is. */
const NOT_NAMES = new Set(["mr", "mrs", "ms", "miss", "dr", "prof", "jr", "sr", "ii", "iii", "iv", "esq"]);

/** What companies are called last; their names are compared whole. */
const LEGAL_FORMS = new Set([
  "llc",
  "inc",
  "corp",
  "corporation",
  "co",
  "company",
  "ltd",
  "lp",
  "llp",
  "trust",
]);

/** Words of an account's title that are about the account. */
const TITLE_WORDS =
  /\b(jtwros|jt ten|joint tenants?|ten com|tenants in common|with rights of survivorship)\b/g;

const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}+/gu, "")
    .toLowerCase()
    .replace(/['’`.]/g, "")
    .replace(/ß/g, "ss");

/** A name's words: letters and digits of any script. "Meier, Ada" is "Ada Meier". */
function wordsOf(name: string): string[] {
  const comma = /^([^,]+),\s*([^,]+)$/.exec(name);
  const isForm = LEGAL_FORMS.has(comma?.[2]?.trim() ?? "");
  const natural = comma && !isForm ? `${comma[2]} ${comma[1]}` : name;
  return natural
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim()
    .split(" ")
    .filter((word) => word !== "" && !NOT_NAMES.has(word));
}

/** The persons or the company that a title names. */
export function namesIn(title: string): string[][] {
  return plain(title)
    .replace(TITLE_WORDS, " ")
    .split(/\s*(?:&|;|\/|\band\b|\bor\b)\s*/)
    .map(wordsOf)
    .filter((words) => words.length > 0);
}

/** Middle names agree if one leaves them out, or each is the other's, or its initial. */
function middlesAgree(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return true;
  return (
    a.length === b.length &&
    a.every((word, index) => {
      const other = b[index] ?? "";
      return (
        word === other ||
        (word.length === 1 ? other.startsWith(word) : other.length === 1 && word.startsWith(other))
      );
    })
  );
}

/** Whether two names can be of one person (or company): first and last word the same, what is between not against it. */
function isSameName(a: readonly string[], b: readonly string[]): boolean {
  if ([a, b].some((words) => LEGAL_FORMS.has(words.at(-1) ?? ""))) return a.join(" ") === b.join(" ");
  if (a.length === 1 || b.length === 1) return a.length === b.length && a[0] === b[0];
  return a[0] === b[0] && a.at(-1) === b.at(-1) && middlesAgree(a.slice(1, -1), b.slice(1, -1));
}

/** SAME: nobody but owners. WITH_OTHERS: an owner, and somebody else. OTHER: no owner at all. */
export type NameMatch = "SAME" | "WITH_OTHERS" | "OTHER";

/** Compares the name on a bank account with the owners that the brokerage account's title names. */
export function compareNames(accountTitle: string, bankTitle: string): NameMatch {
  const owners = namesIn(accountTitle);
  const named = namesIn(bankTitle);
  const isOwner = (name: string[]) => owners.some((owner) => isSameName(owner, name));
  const known = named.filter(isOwner).length;
  if (known === 0) return "OTHER";
  return known === named.length ? "SAME" : "WITH_OTHERS";
}

/**
 * Whether a bank account may be linked: one of the owners must be on it. A bank account that somebody else is also on
 * (a spouse) is taken, for that person's owner can dispose of it alone.
 */
export const mayLink = (accountTitle: string, bankTitle: string): boolean =>
  compareNames(accountTitle, bankTitle) !== "OTHER";

/** Whether a wire may go to this name: to owners and to nobody beside them (third-party payments are blocked). */
export const mayReceiveWire = (accountTitle: string, beneficiary: string): boolean =>
  compareNames(accountTitle, beneficiary) === "SAME";
