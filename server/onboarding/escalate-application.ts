import type { ApplicationStatus } from "@/domain/onboarding/application-status";
import type { EscalateInput } from "@/domain/onboarding/inputs";
import { toDate } from "@/domain/time/instant";
import { lockForReview, statusAfter } from "@/server/onboarding/review-lock";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/**
 * Passes an application on to the administrators, or gives it back to the reviewers (which only an administrator
 * does). It loses its assignee: somebody of the other desk takes it. Errors as in `lockForReview` and `statusAfter`.
 */
export async function escalateApplication(
  deps: Deps,
  actor: Actor,
  input: EscalateInput,
): Promise<{ status: ApplicationStatus }> {
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    const application = await lockForReview(tx, actor, input.applicationId);
    const status = statusAfter(application, input.direction === "up" ? "escalate" : "return", actor);
    await tx.application.update({
      where: { id: application.id },
      data: {
        status,
        escalatedAt: input.direction === "up" ? toDate(now) : null,
        assignedTo: null,
        assignedAt: null,
        updatedAt: toDate(now),
        version: { increment: 1 },
      },
    });
    await recordAudit(tx, {
      actor,
      action: input.direction === "up" ? "application.escalated" : "application.returned",
      subjectType: "application",
      subjectId: application.id,
      detail: { number: application.number, reason: input.reason },
      at: now,
    });
    await publish(tx, "staff", "application");
    return { status };
  });
}
