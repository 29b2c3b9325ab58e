import { headers } from "next/headers";
import { cache } from "react";
import { serverCaller as realCaller } from "../../server/trpc/server-caller";

/**
 * Stands in for server/trpc/server-caller in the build that the bench `pages` makes (next.config.js, BENCH_TWINS). For
 * pages it is the real one; for their twins below /twin it answers from memory what the same person's first request was
 * answered: the same page with its data in memory, without a session that is looked up or a query that is asked.
 */
type Caller = Awaited<ReturnType<typeof realCaller>>;

const TWIN = "/twin/";
const shared = globalThis as typeof globalThis & { benchAnswers?: Map<string, Promise<unknown>> };
const answers = (shared.benchAnswers ??= new Map());

/** A router of any depth whose procedures are remembered by their path and input. */
function remembering(who: string, steps: readonly string[]): unknown {
  return new Proxy(() => {}, {
    get: (_, step) => (step === "then" ? undefined : remembering(who, [...steps, String(step)])),
    apply: (_, __, [input]: unknown[]) => {
      const key = `${who} ${steps.join(".")} ${JSON.stringify(input)}`;
      const known = answers.get(key) ?? ask(steps, input);
      answers.set(key, known);
      return known;
    },
  });
}

async function ask(steps: readonly string[], input: unknown): Promise<unknown> {
  let at: unknown = await realCaller();
  for (const step of steps) at = (at as Record<string, unknown>)[step];
  return (at as (input: unknown) => Promise<unknown>)(input);
}

export const serverCaller = cache(async (): Promise<Caller> => {
  const head = await headers();
  if (!head.get("x-path")?.startsWith(TWIN)) return realCaller();
  return remembering(head.get("cookie") ?? "", []) as Caller;
});
