import { notFound, redirect } from "next/navigation";
import type { MeView } from "@/server/auth/views";
import { serverCaller } from "@/server/trpc/server-caller";

/**
 * For pages: who is signed in; otherwise the browser is sent to sign in, and afterwards to `next` (a path). It saves
 * a visitor an error page; the lock itself is in every procedure.
 */
export async function requireSignedIn(next?: string): Promise<MeView> {
  const api = await serverCaller();
  const me = await api.auth.me();
  if (!me) redirect(next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in");
  return me;
}

/** For the broker's own pages: customers are told that there is no such page. */
export async function requireStaff(next = "/admin"): Promise<MeView> {
  const me = await requireSignedIn(next);
  if (!me.isStaff) notFound();
  return me;
}
