import { headers } from "next/headers";
import type { ReactNode } from "react";
import { PortalFrame } from "@/components/portal-frame/portal-frame";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

/** The investor's rooms: for anyone signed in, with or without an account yet. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const head = await headers();
  const person = await requireSignedIn(head.get("x-path") ?? undefined);
  const api = await serverCaller();
  const [accounts, clock] = await Promise.all([api.accounts.mine(), api.market.clock()]);
  return (
    <PortalFrame person={person} accounts={accounts} clock={clock}>
      {children}
    </PortalFrame>
  );
}
