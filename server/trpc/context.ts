import type { Actor, Origin } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** What every procedure sees: who asks (null when not signed in), from where, and what the portal is made of. */
export type Context = {
  deps: Deps;
  actor: Actor | null;
  /** Who has shown the password and must still show a code or, being staff, set up a second factor. Not signed in. */
  pending?: Actor | null;
  origin: Origin;
};
