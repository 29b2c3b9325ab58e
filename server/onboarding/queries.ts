import type { AccountStatus } from "@/domain/onboarding/account-status";
import { ACCOUNT_TYPES, type AccountTypeKey } from "@/domain/onboarding/account-types";
import { besideOf, type StoredApplication } from "@/server/onboarding/own-application";
import {
  type AccountState,
  type ApplicationDates,
  type ApplicationView,
  applicationView,
} from "@/server/onboarding/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** Only an approved application has an account. */
async function accountOf(deps: Deps, application: StoredApplication): Promise<AccountState> {
  if (application.status !== "APPROVED") return null;
  const account = await deps.db.account.findUnique({
    where: { applicationId: application.id },
    select: { id: true, number: true, status: true },
  });
  if (!account) return null;
  const opened = account.number
    ? await deps.db.auditEvent.findFirst({
        where: { subjectType: "account", subjectId: account.id, action: "account.opened" },
        select: { at: true },
      })
    : null;
  return {
    ...account,
    status: account.status as AccountStatus,
    openedAt: opened?.at.toISOString() ?? null,
  };
}

type Row = StoredApplication & ApplicationDates;

/** One application, as it was just read or written, for the person whose part it is. */
export async function viewOf(
  deps: Deps,
  application: Row,
  part: "APPLICANT" | "CO_OWNER",
): Promise<ApplicationView> {
  const whole = { application, ...(await besideOf(deps.db, application)) };
  return applicationView(deps, whole, part, application, await accountOf(deps, application));
}

/** The actor's latest application, whatever its status; null before the first. */
export async function myApplication(deps: Deps, actor: Actor): Promise<ApplicationView | null> {
  const row = await deps.db.application.findFirst({
    where: { userId: actor.userId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return row && viewOf(deps, row, "APPLICANT");
}

/** The latest joint application to which the actor was invited and has come; null if there is none. */
export async function myCoOwnership(deps: Deps, actor: Actor): Promise<ApplicationView | null> {
  const found = await deps.db.coOwner.findFirst({
    where: { userId: actor.userId },
    orderBy: [{ joinedAt: "desc" }, { id: "desc" }],
    include: { application: true },
  });
  if (!found || ACCOUNT_TYPES[found.application.accountType as AccountTypeKey].coOwnerSteps.length === 0)
    return null;
  return viewOf(deps, found.application, "CO_OWNER");
}
