import { giveSecondFactor } from "@/prisma/factories/second-factors";
import { createUser } from "@/prisma/factories/users";
import { DEMO_LOGINS } from "@/prisma/seed/logins";
import type { Deps } from "@/server/platform/deps";

type Login = (typeof DEMO_LOGINS)[number];

/** Lets a login's authenticator count, if there is such a person and they have none. */
async function protect(deps: Deps, { email, secondFactorKey }: Login): Promise<void> {
  const user = await deps.db.user.findUnique({ where: { email }, select: { id: true } });
  if (user) await giveSecondFactor(deps, user.id, secondFactorKey);
}

/** The broker's own people, with their second factors; whoever is there already stays as they are. */
export async function hireStaff(deps: Deps): Promise<void> {
  for (const login of DEMO_LOGINS.filter(({ role }) => role !== "INVESTOR")) {
    const { email, password, name: displayName, role } = login;
    const known = await deps.db.user.findUnique({ where: { email }, select: { id: true } });
    if (!known) await createUser(deps.db, { email, password, displayName, role }, deps.clock.now());
    await protect(deps, login);
  }
}

/** The demo's investor has a second factor, too, so that a withdrawal can be shown. */
export async function protectInvestor(deps: Deps): Promise<void> {
  for (const login of DEMO_LOGINS.filter(({ role }) => role === "INVESTOR")) await protect(deps, login);
}
