import { AppError } from "@/domain/errors";
import type { QueueViewInput, SaveViewInput } from "@/domain/onboarding/inputs";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import type { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

/** A reviewer's own view of the queue. */
export type QueueViewView = { id: string; name: string; filters: SaveViewInput["filters"] };

const MOST_VIEWS = 20;

/** The actor's views, by name. */
export async function queueViews(deps: Deps, actor: Actor): Promise<QueueViewView[]> {
  const rows = await deps.db.queueView.findMany({
    where: { userId: actor.userId },
    orderBy: { name: "asc" },
    take: MOST_VIEWS,
  });
  return rows.map(({ id, name, filters }) => ({ id, name, filters: filters as QueueViewView["filters"] }));
}

/** Keeps filters under a name; the same name again replaces them. CONFLICT beyond twenty views. */
export async function saveQueueView(
  deps: Deps,
  actor: Actor,
  input: SaveViewInput,
): Promise<QueueViewView[]> {
  const { name } = input;
  const filters = input.filters as Prisma.InputJsonObject;
  const count = await deps.db.queueView.count({ where: { userId: actor.userId, NOT: { name } } });
  if (count >= MOST_VIEWS) throw new AppError("CONFLICT", `You have ${MOST_VIEWS} views: remove one first.`);
  await deps.db.queueView.upsert({
    where: { userId_name: { userId: actor.userId, name } },
    create: { id: newId(), userId: actor.userId, name, filters, createdAt: toDate(deps.clock.now()) },
    update: { filters },
  });
  return queueViews(deps, actor);
}

/** Removes one of the actor's own views. NOT_FOUND for another's. */
export async function removeQueueView(
  deps: Deps,
  actor: Actor,
  input: QueueViewInput,
): Promise<QueueViewView[]> {
  const { count } = await deps.db.queueView.deleteMany({ where: { id: input.viewId, userId: actor.userId } });
  if (count === 0) throw new AppError("NOT_FOUND");
  return queueViews(deps, actor);
}
