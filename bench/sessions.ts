import { encode } from "next-auth/jwt";
import { toDate } from "@/domain/time/instant";
import { sessionCookieName } from "@/server/auth";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

const AN_HOUR = 3_600_000;

export type SignedIn = { accountId: string; userId: string; cookie: string };

/** Signs these people in for an hour, without their passwords; each gets the Cookie header of a session of its own. */
export async function signedIn(
  { db, clock, env }: Deps,
  accounts: readonly { accountId: string; userId: string }[],
): Promise<SignedIn[]> {
  const now = clock.now();
  const sessions = accounts.map((account) => ({ ...account, id: newId() }));
  await db.session.createMany({
    data: sessions.map(({ id, userId }) => ({
      id,
      userId,
      createdAt: toDate(now),
      expiresAt: new Date(now + AN_HOUR),
      ip: "127.0.0.1",
      userAgent: "bench",
    })),
  });
  return Promise.all(
    sessions.map(async ({ id, accountId, userId }) => {
      const token = await encode({ token: { sid: id }, secret: env.NEXTAUTH_SECRET });
      return { accountId, userId, cookie: `${sessionCookieName(env)}=${token}` };
    }),
  );
}

/**
 * The environment of a built server that is measured. Where the bench keeps exchange time (`EXCHANGE_CLOCK` is virtual),
 * the server must be told: it would live in real time otherwise.
 */
export const serverEnv = (
  env: Deps["env"],
  port: number,
  more: { EXCHANGE_CLOCK?: "virtual" } = {},
): NodeJS.ProcessEnv => ({
  ...process.env,
  ...more,
  PORT: String(port),
  NEXTAUTH_URL: env.NEXTAUTH_URL,
  DATABASE_URL: env.DATABASE_URL,
  NODE_ENV: "production",
  DEMO_WORLD: "off",
  LOG_LEVEL: "error",
});
