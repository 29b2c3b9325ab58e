import type { ErrorCode } from "@/domain/errors";

/** Signing in and out over next-auth's own routes: what its browser library does, without the rest of it. */

export type SignInResult = { ok: true } | { ok: false; code: ErrorCode | "INTERNAL" | "UNANSWERED" };

async function post(path: string, fields: Record<string, string>): Promise<{ url?: string }> {
  const csrf: { csrfToken: string } = await fetch("/api/auth/csrf").then((response) => response.json());
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...fields, csrfToken: csrf.csrfToken, callbackUrl: "/", json: "true" }),
  });
  return response.json();
}

/** Signs in; on success the session cookie is set. */
export async function signIn(credentials: { email: string; password: string }): Promise<SignInResult> {
  try {
    const { url } = await post("/api/auth/callback/credentials", credentials);
    const code = new URL(url ?? "/", window.location.origin).searchParams.get("error");
    return code === null ? { ok: true } : { ok: false, code: code as ErrorCode };
  } catch {
    return { ok: false, code: "UNANSWERED" };
  }
}

/** Ends the session, here and in the books, and leaves for the public page or another. */
export async function signOut(next = "/"): Promise<void> {
  await post("/api/auth/signout", {}).catch(() => undefined);
  const front = new URL(next, window.location.href);
  window.location.assign(front);
}
