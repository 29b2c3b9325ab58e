import { AppError } from "@/domain/errors";
import { type ApplicationStatus, isDecided } from "@/domain/onboarding/application-status";
import type { AssignInput } from "@/domain/onboarding/inputs";
import { toDate } from "@/domain/time/instant";
import { lockForReview } from "@/server/onboarding/review-lock";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/**
 * Puts an application on somebody's desk, or back into the common queue (null). Claiming one for oneself fails with
 * CONFLICT when somebody else was quicker; giving it to another says whom it is taken from. NOT_FOUND for an
 * application or a person who is not of the staff; MAKER_IS_CHECKER for an applicant, whoever gives it to them.
 */
export async function assignApplication(
  deps: Deps,
  actor: Actor,
  input: AssignInput,
): Promise<{ assignedTo: string | null }> {
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    const application = await lockForReview(tx, actor, input.applicationId);
    if (isDecided(application.status as ApplicationStatus)) throw new AppError("APPLICATION_ALREADY_DECIDED");
    const assignedTo = input.to === "me" ? actor.userId : input.to;
    if (input.to === "me" && application.assignedTo !== null && application.assignedTo !== actor.userId)
      throw new AppError("CONFLICT", "Somebody else has taken this application. Reload the page to see who.");
    if (assignedTo !== null) {
      const person = await tx.user.findFirst({
        where: { id: assignedTo, role: { in: ["REVIEWER", "ADMIN"] } },
        select: { id: true },
      });
      if (!person) throw new AppError("NOT_FOUND");
      if (person.id === application.userId) throw new AppError("MAKER_IS_CHECKER");
    }
    await tx.application.update({
      where: { id: application.id },
      data: { assignedTo, assignedAt: assignedTo === null ? null : toDate(now) },
    });
    await recordAudit(tx, {
      actor,
      action: assignedTo === null ? "application.unassigned" : "application.assigned",
      subjectType: "application",
      subjectId: application.id,
      detail: { number: application.number, from: application.assignedTo, to: assignedTo },
      at: now,
    });
    await publish(tx, "staff", "application");
    return { assignedTo };
  });
}
