import { createHash, createHmac, randomUUID } from "node:crypto";
import fs from "node:fs";
import { z } from "zod";

/** What scripts/e2e-server.ts tells of the portal that it started: its address, its database, the key of the drill. */
const stateSchema = z.object({ baseUrl: z.url(), databaseUrl: z.string(), clearingKey: z.string() });
export type PortalState = z.infer<typeof stateSchema>;

export function readPortalState(metadata: unknown): PortalState {
  const { state } = z.object({ state: z.string() }).parse(metadata);
  return stateSchema.parse(JSON.parse(fs.readFileSync(state, "utf8")));
}

/**
 * Sends a signed request to the drill door of the street. The signature is made here anew, by the agreement that
 * docs/ARCHITECTURE.md describes, so that the door is tested by something other than our own client.
 */
export async function drill({ baseUrl, clearingKey }: PortalState, rows: readonly object[]): Promise<void> {
  const target = "/api/clearing/drill";
  const body = JSON.stringify({ rows });
  const timestamp = String(Date.now());
  const nonce = randomUUID();
  const digest = createHash("sha256").update(body).digest("hex");
  const signature = createHmac("sha256", Buffer.from(clearingKey, "base64"))
    .update(["POST", target, timestamp, nonce, digest].join("\n"))
    .digest("hex");
  const answer = await fetch(`${baseUrl}${target}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-rushtrade-timestamp": timestamp,
      "x-rushtrade-nonce": nonce,
      "x-rushtrade-signature": signature,
    },
    body,
  });
  if (!answer.ok)
    throw new Error(`the drill door refused the script: ${answer.status} ${await answer.text()}`);
}
