import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { InvariantError } from "@/domain/errors";

/** Encrypts whole files: AES-256-GCM under a key of its own, derived from the installation's. */
export interface ByteCipher {
  /** Says which key a file was sealed with, for the day on which keys change; says nothing of the key. */
  readonly keyId: string;
  /** Bound to `context` (what and whose it is): sealed bytes that are moved to another row do not open. */
  seal(plain: Uint8Array, context: string): Buffer<ArrayBuffer>;
  /** Throws InvariantError for another key's bytes; what was changed since does not open. */
  open(sealed: Uint8Array, keyId: string, context: string): Buffer;
}

const VERSION = 1;
const IV = 12;
const TAG = 16;

export function byteCipher(base64Key: string): ByteCipher {
  const root = Buffer.from(base64Key, "base64");
  const key = Buffer.from(hkdfSync("sha256", root, Buffer.alloc(0), "rushtrade files v1", 32));
  const keyId = createHmac("sha256", key).update("key id").digest("hex").slice(0, 12);
  return {
    keyId,
    seal(plain, context) {
      const iv = randomBytes(IV);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body]);
    },
    open(sealed, sealedWith, context) {
      if (sealedWith !== keyId)
        throw new InvariantError(`a file was sealed with key ${sealedWith}, not ${keyId}`);
      if (sealed[0] !== VERSION) throw new InvariantError("unknown version of a sealed file");
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 1 + IV));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(sealed.subarray(1 + IV, 1 + IV + TAG));
      return Buffer.concat([decipher.update(sealed.subarray(1 + IV + TAG)), decipher.final()]);
    },
  };
}
