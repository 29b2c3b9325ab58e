import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

/**
 * An authenticator app: RFC 6238, made here anew, so that the portal's codes are tested by something other than the
 * library that it uses itself.
 */
const STEP_MS = 30_000;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function bytesOf(key: string): Buffer {
  const bits = [...key.replace(/\s/g, "")]
    .map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

function codeAt(key: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", bytesOf(key)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

/** The latest step whose code was handed out, for each key at each portal: a code is taken once. */
const handedOut = new Map<string, number>();

/**
 * A code that this portal has not seen yet. It takes codes of the next step, too, so the second within half a minute
 * comes at once, and only the third has to wait.
 */
export async function freshCode(portal: string, key: string): Promise<string> {
  const owner = `${portal} ${key}`;
  const step = Math.max(Math.floor(Date.now() / STEP_MS), (handedOut.get(owner) ?? 0) + 1);
  const acceptedFrom = (step - 1) * STEP_MS;
  if (Date.now() < acceptedFrom) await pause(acceptedFrom - Date.now() + 50);
  handedOut.set(owner, step);
  return codeAt(key, step);
}
