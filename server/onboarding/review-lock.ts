import { AppError } from "@/domain/errors";
import {
  type ApplicationEvent,
  type ApplicationStatus,
  isDecided,
  nextApplicationStatus,
} from "@/domain/onboarding/application-status";
import type { Actor } from "@/server/platform/actor";
import type { Prisma, Tx } from "@/server/platform/db";

export type OnTheDesk = Prisma.ApplicationGetPayload<object>;

/**
 * An application on the broker's desk, locked until the transaction ends: whoever decides second sees what the first
 * has done. Drafts are their owners' business: NOT_FOUND. Nobody works on their own: MAKER_IS_CHECKER.
 */
export async function lockForReview(tx: Tx, actor: Actor, applicationId: string): Promise<OnTheDesk> {
  await tx.$executeRaw`select 1 from portal.application where id = ${applicationId}::uuid for update`;
  const application = await tx.application.findFirst({
    where: { id: applicationId, submittedAt: { not: null }, NOT: { status: "DRAFT" } },
  });
  if (!application) throw new AppError("NOT_FOUND");
  const own = await tx.coOwner.findFirst({ where: { applicationId, userId: actor.userId } });
  if (own || application.userId === actor.userId) throw new AppError("MAKER_IS_CHECKER");
  return application;
}

/**
 * Where an event leads from here. APPLICATION_ALREADY_DECIDED or CONFLICT where it has no place; FORBIDDEN for a
 * reviewer once the application was escalated.
 */
export function statusAfter(
  application: OnTheDesk,
  event: ApplicationEvent,
  actor: Pick<Actor, "role">,
): ApplicationStatus {
  const from = application.status as ApplicationStatus;
  if (isDecided(from)) throw new AppError("APPLICATION_ALREADY_DECIDED");
  if (application.escalatedAt !== null && actor.role !== "ADMIN")
    throw new AppError("FORBIDDEN", "This application was escalated: an administrator decides on it.");
  const to = nextApplicationStatus(from, event);
  if (to === null)
    throw new AppError(
      "CONFLICT",
      from === "INFO_REQUESTED"
        ? "The customer has been asked for more and has not answered yet."
        : "This cannot be done as the application stands. Reload the page to see it.",
    );
  return to;
}
