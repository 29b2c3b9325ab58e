import {
  ACTIVITY_KINDS,
  ACTIVITY_PAGE,
  type ActivityInput,
  type ActivityKind,
} from "@/domain/activity/activity-input";
import { FLOW_KINDS } from "@/domain/clearing/money-kinds";
import { addDays, instant, instantAt, toDate } from "@/domain/time/instant";
import { ACTION_PAYMENTS, SHARE_JOURNALS } from "@/server/activity/action-items";
import { type Actor, heldBy } from "@/server/platform/actor";
import { type Db, Prisma } from "@/server/platform/db";

/** Where a row comes from. At one instant, books stand above order events, and those above refusals. */
export const SOURCE = { DENIAL: 0, ORDER_EVENT: 1, JOURNAL: 2 } as const;

/** A row of the list by its place; `key` is unique within its source. */
export type Place = { source: number; key: string; at: Date };

const JOURNAL_KINDS: Partial<Record<ActivityKind, readonly string[]>> = {
  TRADE: ["TRADE", "REVERSAL"],
  SETTLEMENT: ["SETTLEMENT"],
  CASH: [...FLOW_KINDS, "WIRE_FEE", "DEPOSIT_RELEASE", "FEE", "INTEREST", ...ACTION_PAYMENTS],
  ACTION: SHARE_JOURNALS,
};

const between = (input: ActivityInput, column: Prisma.Sql): Prisma.Sql => Prisma.sql`
  ${input.from ? Prisma.sql`and ${column} >= ${toDate(instantAt(input.from, "00:00"))}` : Prisma.empty}
  ${input.to ? Prisma.sql`and ${column} < ${toDate(instantAt(addDays(input.to, 1), "00:00"))}` : Prisma.empty}`;

/** One source, newest first, from where the page before ended; no more rows than a page can need of it. */
function leg(
  input: ActivityInput,
  source: number,
  table: Prisma.Sql,
  key: Prisma.Sql,
  also: Prisma.Sql,
): Prisma.Sql {
  const { cursor } = input;
  const after = cursor
    ? Prisma.sql`and (x.exchange_at, ${source}::int, ${key}) < (${toDate(instant(cursor.at))}, ${cursor.source}::int, ${cursor.key})`
    : Prisma.empty;
  return Prisma.sql`(
    select ${source}::int as source, ${key} as key, x.exchange_at as at from ${table} x
    where x.account_id = ${input.accountId}::uuid ${also} ${between(input, Prisma.sql`x.exchange_at`)} ${after}
    order by x.exchange_at desc, ${key} desc limit ${ACTIVITY_PAGE + 1})`;
}

/**
 * The places of one page and one more, newest first: the ledger's journals, what became of orders (fills aside: those
 * are journals), and the orders that we refused. Null if the account is not the actor's.
 */
export async function pageOfActivity(db: Db, actor: Actor, input: ActivityInput): Promise<Place[] | null> {
  const account = await db.account.findFirst({
    where: { id: input.accountId, ...heldBy(actor) },
    select: { id: true },
  });
  if (!account) return null;
  const kinds = new Set<ActivityKind>(input.kinds ?? ACTIVITY_KINDS);
  const journals = [...kinds].flatMap((kind) => JOURNAL_KINDS[kind] ?? []);
  const legs: Prisma.Sql[] = [];
  if (journals.length > 0)
    legs.push(
      leg(
        input,
        SOURCE.JOURNAL,
        Prisma.sql`portal.journal`,
        Prisma.sql`x.id::text`,
        Prisma.sql`and x.kind = any(${journals}::text[])`,
      ),
    );
  if (kinds.has("ORDER")) {
    // Padded, so that texts sort as their numbers do.
    const key = Prisma.sql`lpad(x.id::text, 20, '0')`;
    legs.push(
      leg(
        input,
        SOURCE.ORDER_EVENT,
        Prisma.sql`portal.order_event`,
        key,
        Prisma.sql`and x.exec_type <> 'TRADE'`,
      ),
      leg(
        input,
        SOURCE.DENIAL,
        Prisma.sql`portal.orders`,
        Prisma.sql`x.id::text`,
        Prisma.sql`and x.status = 'DENIED'`,
      ),
    );
  }
  return db.$queryRaw<Place[]>`
    select source, key, at from (${Prisma.join(legs, " union all ")}) as happened
    order by at desc, source desc, key desc limit ${ACTIVITY_PAGE + 1}`;
}
