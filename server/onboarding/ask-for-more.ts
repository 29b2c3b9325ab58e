import type { AskInput } from "@/domain/onboarding/inputs";
import type { ApplicationStatus } from "@/domain/onboarding/application-status";
import { toDate } from "@/domain/time/instant";
import { lockForReview, statusAfter } from "@/server/onboarding/review-lock";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

/**
 * Asks the applicant for something more: the question joins the application's thread, the customer gets a mail that
 * says that there is one (never what it is), and the application leaves the queue until it is answered. Errors as in
 * `lockForReview` and `statusAfter`.
 */
export async function askForMore(
  deps: Deps,
  actor: Actor,
  input: AskInput,
): Promise<{ status: ApplicationStatus }> {
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    const application = await lockForReview(tx, actor, input.applicationId);
    const status = statusAfter(application, "ask", actor);
    await tx.applicationMessage.create({
      data: {
        id: newId(),
        applicationId: application.id,
        authorId: actor.userId,
        side: "FIRM",
        body: input.question,
        createdAt: toDate(now),
      },
    });
    await tx.application.update({
      where: { id: application.id },
      data: { status, updatedAt: toDate(now), version: { increment: 1 } },
    });
    await recordAudit(tx, {
      actor,
      action: "application.info_requested",
      subjectType: "application",
      subjectId: application.id,
      detail: { number: application.number, question: input.question, reason: input.reason },
      at: now,
    });
    const { email } = await tx.user.findUniqueOrThrow({
      where: { id: application.userId },
      select: { email: true },
    });
    const body =
      `We have a question about your application ${application.number}. Sign in and open the application: ` +
      "the question is there, and a place for your answer. We go on as soon as we have it.";
    await sendMail(
      tx,
      { to: email, subject: `A question about application ${application.number}`, body },
      now,
    );
    await publish(tx, `user:${application.userId}`, "application");
    await publish(tx, "staff", "application");
    return { status };
  });
}
