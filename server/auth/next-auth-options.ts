import type { NextAuthOptions } from "next-auth";
import credentialsProvider from "next-auth/providers/credentials";
import { signInInput } from "@/domain/auth/inputs";
import { LONGEST_SESSION_MS } from "@/domain/auth/session-limits";
import { isAppError } from "@/domain/errors";
import { originFromHeaders } from "@/server/auth/origin";
import { usesSecureCookies } from "@/server/auth/cookies";
import { endSession, readSession } from "@/server/auth/sessions";
import { signIn } from "@/server/auth/sign-in";
import type { Deps } from "@/server/platform/deps";

type Callbacks = NonNullable<NextAuthOptions["callbacks"]>;

/** next-auth hands an error's message to the browser, so it gets our code and nothing else. */
function codeOf(deps: Deps, error: unknown): Error {
  if (isAppError(error)) return new Error(error.code);
  deps.log.error({ err: error }, "sign-in failed");
  return new Error("INTERNAL");
}

/** The cookie carries the id of our own session row and nothing about the person. */
const jwt: Callbacks["jwt"] = ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid });

/** What /api/auth/session tells: that there is a cookie, never whose. Who is signed in is asked of `auth.me`. */
const session: Callbacks["session"] = ({ session: { expires } }) => ({ expires });

/**
 * next-auth with one way in: address and password, checked by `signIn`. The token in the cookie is encrypted and
 * holds a session id; the row behind it is checked on every request, knows whether a code is still to be shown, and is
 * ended on sign-out. `device` is the secret of the browser's device cookie.
 */
export function nextAuthOptions(deps: Deps, device: string | null = null): NextAuthOptions {
  return {
    secret: deps.env.NEXTAUTH_SECRET,
    useSecureCookies: usesSecureCookies(deps.env),
    session: { strategy: "jwt", maxAge: LONGEST_SESSION_MS / 1000 },
    pages: { signIn: "/sign-in", signOut: "/", error: "/sign-in" },
    providers: [
      credentialsProvider({
        name: "E-mail and password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials, request) {
          const input = signInInput.safeParse({ email: credentials?.email, password: credentials?.password });
          if (!input.success) throw new Error("SIGN_IN_FAILED");
          try {
            const origin = { ...originFromHeaders(deps.env, request.headers ?? {}), device };
            const { sessionId } = await signIn(deps, input.data, origin);
            return { id: sessionId };
          } catch (error) {
            throw codeOf(deps, error);
          }
        },
      }),
    ],
    callbacks: { jwt, session },
    events: {
      async signOut({ token }) {
        const actor = typeof token?.sid === "string" ? await readSession(deps, token.sid) : null;
        if (actor) await endSession(deps, actor, { sessionId: actor.sessionId });
      },
    },
    logger: {
      error: (code, metadata) => deps.log.error({ code, metadata }, "next-auth"),
      warn: (code) => deps.log.warn({ code }, "next-auth"),
      debug: () => {},
    },
  };
}
