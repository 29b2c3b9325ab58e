import { z } from "zod";

/** What the simulated bank's own page is answered: no procedure of the portal's has a part in it. */
const SAYS = z.object({ error: z.string() });

/** Asks the bank's door. Throws an Error with one sentence when it refuses or does not answer. */
export async function askBank<Schema extends z.ZodType>(
  step: "sign-in" | "agree" | "micro-deposits",
  body: object,
  schema: Schema,
): Promise<z.output<Schema>> {
  const answer = await fetch(`/api/clearing/consent/${step}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  const said: unknown = await answer?.json().catch(() => null);
  const parsed = schema.safeParse(said);
  if (answer?.ok && parsed.success) return parsed.data;
  throw new Error(SAYS.safeParse(said).data?.error ?? "The bank does not answer. Please try again.");
}
