import { sha256, sign } from "@/server/platform/crypto";

/** Headers of a signed request. The timestamp is wall time in milliseconds since the epoch. */
export const SIGNATURE_HEADERS = {
  timestamp: "x-rushtrade-timestamp",
  nonce: "x-rushtrade-nonce",
  signature: "x-rushtrade-signature",
} as const;

export type SignedParts = {
  method: string;
  /** Path and query, as in the request line. */
  target: string;
  timestamp: string;
  /** A value that is never used again. */
  nonce: string;
  body: string;
};

/** HMAC-SHA256 over all that a request says, in hex. No part can be changed, moved or left out unnoticed. */
export const signatureOf = (key: string, parts: SignedParts): string =>
  sign(key, [parts.method, parts.target, parts.timestamp, parts.nonce, sha256(parts.body)].join("\n"));
