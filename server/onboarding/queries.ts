import type { AccountStatus } from "@/domain/onboarding/account-status";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { draftOf } from "@/server/onboarding/own-application";
import { type ApplicationView, applicationView } from "@/server/onboarding/views";

/** The actor's latest application, whatever its status; null before the first. */
export async function myApplication(deps: Deps, actor: Actor): Promise<ApplicationView | null> {
  const row = await deps.db.application.findFirst({
    where: { userId: actor.userId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (!row) return null;
  const account = await deps.db.account.findUnique({
    where: { applicationId: row.id },
    select: { id: true, number: true, status: true },
  });
  const opened = account?.number
    ? await deps.db.auditEvent.findFirst({
        where: { subjectType: "account", subjectId: account.id, action: "account.opened" },
        select: { at: true },
      })
    : null;
  return applicationView(
    row,
    draftOf(deps, row),
    account && {
      ...account,
      status: account.status as AccountStatus,
      openedAt: opened?.at.toISOString() ?? null,
    },
  );
}
