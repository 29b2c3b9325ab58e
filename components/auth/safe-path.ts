/**
 * A place inside this portal to go on to after signing in; null for anything that leads elsewhere ("//evil.example",
 * "/\\evil.example", "https:...").
 */
export function safePath(next: string | string[] | undefined): string | null {
  if (typeof next !== "string" || next.length > 500) return null;
  return /^\/(?![/\\])[\x20-\x7e]*$/.test(next) && !next.startsWith("/sign-") ? next : null;
}
