/** Names as they are compared: without marks, case, punctuation and order of little weight. */
export const plainName = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[øØ]/g, "o")
    .replace(/[łŁ]/g, "l")
    .replace(/ß/g, "ss")
    .replace(/[æÆ]/g, "ae")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

export type PersonName = { firstName: string; middleName: string | null; lastName: string };

/** "Margaret Ann Holm" */
export const legalName = ({ firstName, middleName, lastName }: PersonName): string =>
  [firstName, middleName, lastName].filter(Boolean).join(" ");

/** Whether a typed signature is this name: spaces, case and the middle name are forgiven. */
export function isSignatureOf(typed: string, name: PersonName): boolean {
  const signature = plainName(typed);
  return (
    signature === plainName(legalName(name)) || signature === plainName(`${name.firstName} ${name.lastName}`)
  );
}
