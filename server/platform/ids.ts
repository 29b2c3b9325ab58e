import { createHash, randomBytes } from "node:crypto";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const dashed = (text: string): string =>
  `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20, 32)}`;

/** The millisecond of the last id, and how many were made in it. */
let lastMs = 0;
let inMs = 0;
const MOST_IN_A_MS = 0xfff;

/**
 * A new UUIDv7 (RFC 9562, 6.2 method 1): sorted by creation, also within a millisecond as far as this process goes, so
 * that indexes grow at their right edge and what was made first is first.
 */
export function newId(): string {
  const now = Date.now();
  inMs = now > lastMs ? 0 : inMs + 1;
  lastMs = inMs > MOST_IN_A_MS ? lastMs + 1 : Math.max(now, lastMs);
  if (inMs > MOST_IN_A_MS) inMs = 0;
  const bytes = new Uint8Array(randomBytes(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(lastMs / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = 0x70 | (inMs >> 8);
  bytes[7] = inMs & 0xff;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return dashed(hex(bytes));
}

/** The UUIDv8 that belongs to these parts: the same parts give the same id, which makes repeated work harmless. */
export function idFrom(...parts: readonly string[]): string {
  const bytes = new Uint8Array(createHash("sha256").update(parts.join("\x1f")).digest().subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return dashed(hex(bytes));
}

/** A secret for a link: 32 random bytes, URL-safe. */
export const newSecret = (): string => randomBytes(32).toString("base64url");
