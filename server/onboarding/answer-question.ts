import { AppError } from "@/domain/errors";
import { type ApplicationStatus, nextApplicationStatus } from "@/domain/onboarding/application-status";
import type { AnswerInput } from "@/domain/onboarding/inputs";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

/** What was asked and answered, oldest first. Instants are ISO texts; the firm's people are not named to customers. */
export type ThreadView = {
  applicationId: string;
  number: string;
  status: ApplicationStatus;
  /** Whether an answer is wanted now. */
  awaitsAnswer: boolean;
  messages: { id: string; side: "FIRM" | "CUSTOMER"; body: string; at: string }[];
};

const MOST_MESSAGES = 200;

/** The thread of the actor's own application. NOT_FOUND for another's. */
export async function ownThread(
  deps: Deps,
  actor: Actor,
  input: { applicationId: string },
): Promise<ThreadView> {
  const row = await deps.db.application.findFirst({
    where: { id: input.applicationId, userId: actor.userId },
    include: { messages: { orderBy: [{ createdAt: "asc" }, { id: "asc" }], take: MOST_MESSAGES } },
  });
  if (!row) throw new AppError("NOT_FOUND");
  return {
    applicationId: row.id,
    number: row.number,
    status: row.status as ApplicationStatus,
    awaitsAnswer: row.status === "INFO_REQUESTED",
    messages: row.messages.map(({ id, side, body, createdAt }) => ({
      id,
      side: side as "FIRM" | "CUSTOMER",
      body,
      at: createdAt.toISOString(),
    })),
  };
}

/**
 * Answers what the firm asked about the actor's own application, once a question: it comes back to the desk that
 * asked. NOT_FOUND for another's; CONFLICT when nothing is asked.
 */
export async function answerQuestion(deps: Deps, actor: Actor, input: AnswerInput): Promise<ThreadView> {
  const now = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`select 1 from portal.application where id = ${input.applicationId}::uuid for update`;
    const application = await tx.application.findFirst({
      where: { id: input.applicationId, userId: actor.userId },
    });
    if (!application) throw new AppError("NOT_FOUND");
    const status = nextApplicationStatus(
      application.status as ApplicationStatus,
      application.escalatedAt === null ? "answer" : "answer-escalated",
    );
    if (!status) throw new AppError("CONFLICT", "There is no open question about this application.");
    await tx.applicationMessage.create({
      data: {
        id: newId(),
        applicationId: application.id,
        authorId: actor.userId,
        side: "CUSTOMER",
        body: input.answer,
        createdAt: toDate(now),
      },
    });
    await tx.application.update({
      where: { id: application.id },
      data: { status, updatedAt: toDate(now), version: { increment: 1 } },
    });
    await recordAudit(tx, {
      actor,
      action: "application.answered",
      subjectType: "application",
      subjectId: application.id,
      detail: { number: application.number },
      at: now,
    });
    await publish(tx, `user:${actor.userId}`, "application");
    await publish(tx, "staff", "application");
  });
  return ownThread(deps, actor, input);
}
