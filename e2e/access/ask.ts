import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import superjson from "superjson";
import { z } from "zod";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { appRouter } from "@/server/trpc/root";

/** What a client hears: HTTP's status, our code, and the wrong fields. "OK" when it was done. */
export type Answer = {
  status: number;
  code: string;
  trpcCode: string;
  fields: { path: string; message: string }[];
};

const refusal = z.object({
  error: z.object({
    json: z.object({
      data: z.object({
        code: z.string(),
        httpStatus: z.number(),
        app: z.object({
          code: z.string(),
          fields: z.array(z.object({ path: z.string(), message: z.string() })),
        }),
      }),
    }),
  }),
});

const kinds = z.enum(["query", "mutation", "subscription"]);
export type Kind = z.infer<typeof kinds>;
/** A procedure is a function with its definition hung on it. */
const procedureShape = z.custom<{ _def: { type: Kind } }>(
  (value) =>
    typeof value === "function" &&
    "_def" in value &&
    kinds.safeParse((value as { _def: { type?: unknown } })._def.type).success,
);
const procedures = new Map(
  // The router's own type knows its procedures by nesting only; at run time they stand under their dotted paths.
  Object.entries<unknown>(appRouter._def.procedures).map(([path, procedure]) => [
    path,
    procedureShape.parse(procedure),
  ]),
);

export const allProcedures = (): string[] => [...procedures.keys()];

/** The text that superjson would put on the wire. */
export const wire = (input: unknown): string => superjson.stringify(input);

/**
 * Sends a body, as it stands, through the same door as a browser's request: parsing and error map included. `pending` is
 * who has shown only the password.
 */
export async function ask(
  deps: Deps,
  actor: Actor | null,
  path: string,
  body: string | null,
  pending: Actor | null = null,
): Promise<Answer> {
  const kind = procedures.get(path)?._def.type;
  const url = new URL(`http://portal.test/api/trpc/${path}`);
  if (kind !== "mutation" && body !== null) url.searchParams.set("input", body);
  const stop = new AbortController();
  const request = new Request(url, {
    method: kind === "mutation" ? "POST" : "GET",
    headers: { "content-type": "application/json" },
    signal: stop.signal,
    ...(kind === "mutation" && body !== null ? { body } : {}),
  });
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => ({ deps, actor, pending, origin: { ip: "192.0.2.1", userAgent: "test" } }),
  });
  const done = { status: response.status, code: "OK", trpcCode: "OK", fields: [] };
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
    const answer = await firstEvent(response);
    stop.abort();
    return answer ?? done;
  }
  const text = await response.text();
  if (response.ok) return done;
  const { data } = refusal.parse(JSON.parse(text)).error.json;
  return { status: response.status, code: data.app.code, trpcCode: data.code, fields: data.app.fields };
}

const serializedError = refusal.shape.error;

/** A stream that ends with an error says so in its first events; one that goes on is an answer. */
async function firstEvent(response: Response): Promise<Answer | null> {
  const reader = response.body?.getReader();
  if (!reader) return null;
  let text = "";
  for (let chunks = 0; chunks < 20; chunks++) {
    const { value, done } = await reader.read();
    text += new TextDecoder().decode(value);
    if (done || /event: (?!connected)[^]*\n\n|\nid: /.test(text)) break;
  }
  await reader.cancel().catch(() => {});
  const line = /event: serialized-error\s+data: (.*)/.exec(text)?.[1];
  if (line === undefined) return null;
  const { data } = serializedError.parse(JSON.parse(line)).json;
  return { status: data.httpStatus, code: data.app.code, trpcCode: data.code, fields: data.app.fields };
}
