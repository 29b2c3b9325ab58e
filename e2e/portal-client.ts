import { setTimeout as pause } from "node:timers/promises";
import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import { z } from "zod";
import { freshCode } from "@/e2e/acts/authenticator";
import type { AppRouter } from "@/server/trpc/root";

/** The portal's procedures as a program of a customer's own would call them, over HTTP. */
export type PortalClient = ReturnType<typeof portalClient>;

/** A client that sends these cookies; none: nobody is signed in. */
export function portalClient(baseUrl: string, cookie = "") {
  const link = httpLink({ url: `${baseUrl}/api/trpc`, transformer: superjson, headers: { cookie } });
  return createTRPCClient<AppRouter>({ links: [link] });
}

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

const csrfAnswer = z.object({ csrfToken: z.string() });

type Person = { email: string; password: string; secondFactorKey?: string };

/** Signs in at next-auth's own door, as the page does, and shows a code; returns the Cookie header of the session. */
export async function signInByWire(baseUrl: string, person: Person): Promise<string> {
  const { email, password, secondFactorKey } = person;
  const csrf = await fetch(`${baseUrl}/api/auth/csrf`);
  const { csrfToken } = csrfAnswer.parse(await csrf.json());
  const answer = await fetch(`${baseUrl}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie: cookiesOf(csrf), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ email, password, csrfToken, json: "true" }),
    redirect: "manual",
  });
  const cookie = cookiesOf(answer);
  if (!cookie.includes("session-token")) throw new Error(`${email} could not sign in (${answer.status})`);
  if (secondFactorKey) await showCode(baseUrl, cookie, secondFactorKey);
  return cookie;
}

/** Another process may have shown the code of this half minute before; then the next one is taken. */
const CODE_TRIES = 3;

/** Shows a code in a session: completes a sign-in, or lets what moves money happen for ten minutes. */
export async function showCode(baseUrl: string, cookie: string, key: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await portalClient(baseUrl, cookie).auth.proveSecondFactor.mutate({
        code: await freshCode(baseUrl, key),
      });
      return;
    } catch (error) {
      if (tries === CODE_TRIES || !String(error).includes("code")) throw error;
    }
  }
}

const LIMIT_MS = 60_000;

/** Asks again and again until there is an answer; what the portal does by itself takes a moment. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
): Promise<T> {
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`${what}: not within ${LIMIT_MS / 1000} s`);
    await pause(50);
  }
}
