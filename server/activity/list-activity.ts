import { ACTIVITY_PAGE, type ActivityInput, writeCursor } from "@/domain/activity/activity-input";
import { AppError, invariant } from "@/domain/errors";
import { instantFromDate } from "@/domain/time/instant";
import { journalItem, loadJournals } from "@/server/activity/journal-items";
import { denialItem, loadOrderEvents, orderEventItem } from "@/server/activity/order-items";
import { type Place, pageOfActivity, SOURCE } from "@/server/activity/page-of-activity";
import type { ActivityItem, ActivityPage } from "@/server/activity/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/**
 * What happened in one of the actor's accounts, newest first by exchange time, a page at a time. NOT_FOUND for anybody
 * else's account.
 */
export async function listActivity(deps: Deps, actor: Actor, input: ActivityInput): Promise<ActivityPage> {
  const places = await pageOfActivity(deps.db, actor, input);
  if (!places) throw new AppError("NOT_FOUND");
  const shown = places.slice(0, ACTIVITY_PAGE);
  const last = places.length > ACTIVITY_PAGE ? shown.at(-1) : undefined;
  return {
    items: await loadItems(deps, shown),
    nextCursor: last ? writeCursor({ at: last.at.getTime(), source: last.source, key: last.key }) : null,
  };
}

const keysOf = (places: readonly Place[], source: number): string[] =>
  places.filter((place) => place.source === source).map((place) => place.key);

/** Turns places into items: a fixed number of statements, however many rows. */
async function loadItems(deps: Deps, places: readonly Place[]): Promise<ActivityItem[]> {
  const [journals, events, denials] = await Promise.all([
    loadJournals(deps.db, keysOf(places, SOURCE.JOURNAL)),
    loadOrderEvents(deps.db, keysOf(places, SOURCE.ORDER_EVENT)),
    deps.db.order.findMany({ where: { id: { in: keysOf(places, SOURCE.DENIAL) } } }),
  ]);
  const items = new Map<string, ActivityItem>();
  for (const journal of journals) items.set(journal.row.id, journalItem(journal));
  for (const { event, order } of events)
    items.set(`${event.id}`.padStart(20, "0"), orderEventItem(event, order));
  for (const order of denials) items.set(order.id, denialItem(order));
  return places.map((place) => {
    const item = items.get(place.key);
    invariant(item, `nothing is known of activity ${place.key}`);
    return { ...item, at: new Date(instantFromDate(place.at)).toISOString() };
  });
}
