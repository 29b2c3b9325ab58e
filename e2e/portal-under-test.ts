import { createHash, createHmac, randomUUID } from "node:crypto";
import fs from "node:fs";
import { z } from "zod";

/** What scripts/e2e-server.ts tells of the portal that it started: its address, its database, the key of the street, its log. */
const stateSchema = z.object({
  baseUrl: z.url(),
  databaseUrl: z.string(),
  clearingKey: z.string(),
  logFile: z.string(),
});
export type PortalState = z.infer<typeof stateSchema>;

/** The portal of this worker: of several that a project has, each worker has one to itself. */
export function readPortalState(metadata: unknown, worker: number): PortalState {
  const { states } = z.object({ states: z.array(z.string()) }).parse(metadata);
  const file = states[worker % states.length];
  if (file === undefined) throw new Error("this project has no portal");
  return stateSchema.parse(JSON.parse(fs.readFileSync(file, "utf8")));
}

/**
 * Sends a signed request to a door of the street, and gives its answer. The signature is made here anew, by the agreement
 * that docs/ARCHITECTURE.md describes, so that the door is tested by something other than our own client.
 */
export async function askStreet(
  { baseUrl, clearingKey }: PortalState,
  door: string,
  request: object,
): Promise<unknown> {
  const target = `/api/clearing/${door}`;
  const body = JSON.stringify(request);
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
  if (!answer.ok) throw new Error(`the street refused ${door}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Lays rows of a script for the simulated market. */
export async function drill(portal: PortalState, rows: readonly object[]): Promise<void> {
  await askStreet(portal, "drill", { rows });
}
