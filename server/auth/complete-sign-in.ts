import { formatDateTime } from "@/domain/time/format";
import { type Instant, toIso } from "@/domain/time/instant";
import { knowDevice } from "@/server/auth/devices";
import { portalUrl } from "@/server/auth/email-tokens";
import { deviceName } from "@/server/auth/views";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";

type Completed = { sessionId: string; user: { id: string; email: string }; now: Instant };

/**
 * What happens once everything asked for was shown: the browser becomes a known one, and if it was not, the person is
 * told by mail. Nothing is told of a person's very first session: they have just signed up.
 */
export async function completeSignIn(tx: Tx, deps: Deps, { sessionId, user, now }: Completed): Promise<void> {
  const session = await tx.session.findUniqueOrThrow({ where: { id: sessionId } });
  const isNew = session.deviceId === null || (await knowDevice(tx, session.deviceId, now));
  if (!isNew) return;
  const earlier = await tx.session.findFirst({
    where: { userId: user.id, NOT: { id: sessionId } },
    select: { id: true },
  });
  if (!earlier) return;
  const body =
    `Somebody signed in to RushTrade as you, in a browser that we have not seen you use before: ${deviceName(session.userAgent)}, ` +
    `from the address ${session.ip}, on ${formatDateTime(toIso(now))}.\n\nIf it was you, there is nothing to do. If it was not, ` +
    "choose a new password at once with the link below: that ends every session.";
  const link = `${portalUrl(deps.env)}/forgot-password`;
  await sendMail(tx, { to: user.email, subject: "A sign-in from a new browser", body, link }, now);
}
