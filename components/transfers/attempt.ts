/** 128 random bits as text. Not `randomUUID`, which browsers keep from pages that were not served securely. */
function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The client's own name for what is being asked for. The same terms keep their name until they have succeeded, so that
 * a second press, or a try after a lost answer, moves the money once; other terms get a name of their own.
 */
export function createAttempts(newId: () => string = newClientId) {
  let open: { terms: string; id: string } | null = null;
  return {
    idFor(terms: readonly string[]): string {
      const key = JSON.stringify(terms);
      if (open?.terms !== key) open = { terms: key, id: newId() };
      return open.id;
    },
    succeeded(): void {
      open = null;
    },
  };
}
