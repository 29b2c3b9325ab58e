import { createHash, randomBytes } from "node:crypto";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const dashed = (text: string): string =>
  `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20, 32)}`;

/** A new UUIDv7 (RFC 9562): sorted by creation, so that indexes grow at their right edge. */
export function newId(): string {
  const bytes = new Uint8Array(randomBytes(16));
  const now = Date.now();
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
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
