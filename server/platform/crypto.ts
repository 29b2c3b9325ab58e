import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { InvariantError } from "@/domain/errors";

export const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** HMAC-SHA256 in hex. */
export const sign = (key: string, text: string): string =>
  createHmac("sha256", Buffer.from(key, "base64")).update(text).digest("hex");

/** Compares two texts without telling by its time how far they agree. */
export function sameText(a: string, b: string): boolean {
  const left = createHash("sha256").update(a).digest();
  const right = createHash("sha256").update(b).digest();
  return timingSafeEqual(left, right);
}

/** Encrypts single fields (tax ids, bank numbers) and makes keyed fingerprints to find equal ones. */
export interface FieldCipher {
  /** AES-256-GCM, bound to what the field is (`context`), so that a value cannot be moved to another row or column. */
  encrypt(plain: string, context: string): string;
  decrypt(sealed: string, context: string): string;
  fingerprint(plain: string, context: string): string;
}

export function fieldCipher(base64Key: string): FieldCipher {
  const key = Buffer.from(base64Key, "base64");
  const fingerprintKey = createHmac("sha256", key).update("fingerprint").digest();
  return {
    encrypt(plain, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return `v1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
    },
    decrypt(sealed, context) {
      if (!sealed.startsWith("v1.")) throw new InvariantError("unknown version of an encrypted field");
      const bytes = Buffer.from(sealed.slice(3), "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
    fingerprint: (plain, context) =>
      createHmac("sha256", fingerprintKey).update(`${context}\x1f${plain}`).digest("hex"),
  };
}

/**
 * Enciphers what travels between the portal and the clearing firm and may not lie about in clear on either side (bank
 * numbers), with a key made from the secret that they share.
 */
export const transportCipher = (sharedKey: string): FieldCipher =>
  fieldCipher(createHmac("sha256", Buffer.from(sharedKey, "base64")).update("transport").digest("base64"));
