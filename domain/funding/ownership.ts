/** What is known of who owns an account: its kind, the name on it, and the persons who hold it. */
export type Ownership = { type: string; title: string; holderIds: readonly string[] };

/** Kinds of account whose owner is not the persons who sign for it. */
const ENTITY = /^(LLC|CORPORATION|TRUST)_/;

/**
 * The owner of an account as one text: two accounts with the same are owned by the same persons. An entity owns its
 * accounts itself, whoever signs; of persons all must be the same, so an own account and one with a spouse are not.
 */
export function ownerKey({ type, title, holderIds }: Ownership): string {
  const holders = [...new Set(holderIds)].sort().join(",");
  const entity = ENTITY.exec(type)?.[1];
  return entity ? `${entity} ${title.trim().toLowerCase()} ${holders}` : holders;
}

/** Whether money may be journaled from one account to the other without being given to somebody else. */
export const isSameOwner = (a: Ownership, b: Ownership): boolean =>
  a.holderIds.length > 0 && ownerKey(a) === ownerKey(b);
