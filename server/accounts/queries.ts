import { AppError } from "@/domain/errors";
import type { AccountInput, AccountListInput } from "@/domain/onboarding/inputs";
import {
  type AccountDetail,
  type AccountLine,
  type AccountPage,
  type AccountRow,
  type AccountView,
  accountView,
  type OwnerView,
} from "@/server/accounts/views";
import { instant, toDate } from "@/domain/time/instant";
import { auditOf } from "@/server/audit";
import { latestDocuments, latestOrders, notesOf, restrictionsOf } from "@/server/accounts/desk-parts";
import { approvalsOf } from "@/server/approvals";
import { cashOf, holdingsOf } from "@/server/ledger";
import { type Actor, heldBy } from "@/server/platform/actor";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const PAGE = 50;
const HISTORY = 100;

/** The actor's own accounts, the oldest first. */
export async function myAccounts(deps: Deps, actor: Actor): Promise<AccountView[]> {
  const rows = await deps.db.account.findMany({
    where: heldBy(actor),
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: PAGE,
  });
  return rows.map(accountView);
}

type LineRow = AccountRow & {
  applicationId: string | null;
  createdAt: Date;
  cash: Prisma.Decimal;
  owners: OwnerView[] | null;
};

function lineView(row: LineRow): AccountLine {
  return {
    ...accountView(row),
    owners: row.owners ?? [],
    cash: row.cash.toFixed(2),
    createdAt: row.createdAt.toISOString(),
  };
}

const like = (text: string): string => `%${text.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;

/** Accounts with their owners and cash: one page of the list, or one account. */
async function accountLines(deps: Deps, where: Prisma.Sql, limit: number): Promise<LineRow[]> {
  return deps.db.$queryRaw<LineRow[]>`
    select a.id, a.number, a.title, a.type, a.status, a.opened_on as "openedOn", a.created_at as "createdAt",
      a.application_id as "applicationId",
      coalesce(c.settled + c.unsettled_in - c.unsettled_out + c.uncollected, 0) as cash,
      (select jsonb_agg(jsonb_build_object('userId', u.id, 'name', u.display_name, 'email', u.email, 'role', h.role))
         from portal.account_holder h join portal.users u on u.id = h.user_id where h.account_id = a.id) as owners
    from portal.account a left join portal.cash_balance c on c.account_id = a.id
    where ${where}
    order by a.created_at desc, a.id desc limit ${limit}`;
}

/** Where a page begins: after the row of this creation instant (ms) and id. */
function readCursor(cursor: string): { createdAt: Date; id: string } {
  const [ms = "", id = ""] = cursor.split(":");
  return { createdAt: toDate(instant(Number(ms))), id };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** So many digits and nothing else are a telephone number rather than part of a name. */
const PHONE_DIGITS = 7;

/**
 * What a search means: an account's number or name, an owner's name or address, an order by its number or the
 * customer's own id, a telephone number, or with four digits the end of a tax id.
 */
function searchCondition(search: string): Prisma.Sql {
  const pattern = like(search);
  const digits = search.replace(/[\s().+-]/g, "");
  const ways = [
    Prisma.sql`a.number ilike ${pattern}`,
    Prisma.sql`a.title ilike ${pattern}`,
    Prisma.sql`exists (select 1 from portal.account_holder h join portal.users u on u.id = h.user_id
      where h.account_id = a.id and (u.email ilike ${pattern} or u.display_name ilike ${pattern}))`,
    Prisma.sql`exists (select 1 from portal.orders o where o.account_id = a.id and o.client_order_id = ${search})`,
    Prisma.sql`exists (select 1 from portal.application_person p where p.application_id = a.application_id and p.name ilike ${pattern})`,
  ];
  if (UUID.test(search))
    ways.push(
      Prisma.sql`a.id = ${search}::uuid`,
      Prisma.sql`exists (select 1 from portal.orders o where o.id = ${search}::uuid and o.account_id = a.id)`,
    );
  if (/^\d{4}$/.test(search))
    ways.push(Prisma.sql`exists (select 1 from portal.application_person p
      where p.application_id = a.application_id and p.number_last4 = ${search})`);
  if (/^\d+$/.test(digits) && digits.length >= PHONE_DIGITS)
    ways.push(
      Prisma.sql`exists (select 1 from portal.application p
        where p.id = a.application_id and p.form -> 'address' ->> 'phone' like ${`%${digits}%`})`,
      Prisma.sql`exists (select 1 from portal.account_holder h join portal.profile_entry p on p.user_id = h.user_id
        where h.account_id = a.id and p.kind = 'ADDRESS' and p.value ->> 'phone' like ${`%${digits}%`})`,
    );
  return Prisma.sql`(${Prisma.join(ways, " or ")})`;
}

/** Accounts for the staff, newest first, found by anything that a caller may say (see `searchCondition`). */
export async function listAccounts(deps: Deps, input: AccountListInput): Promise<AccountPage> {
  const conditions = [Prisma.sql`true`];
  if (input.status) conditions.push(Prisma.sql`a.status = ${input.status}`);
  if (input.search) conditions.push(searchCondition(input.search));
  if (input.cursor) {
    const { createdAt, id } = readCursor(input.cursor);
    conditions.push(Prisma.sql`(a.created_at, a.id) < (${createdAt}, ${id}::uuid)`);
  }
  const rows = await accountLines(deps, Prisma.join(conditions, " and "), PAGE + 1);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    accounts: shown.map(lineView),
    nextCursor: rows.length > PAGE && last ? `${last.createdAt.getTime()}:${last.id}` : null,
  };
}

/** One account for the staff. NOT_FOUND if there is none. */
export async function accountDetail(deps: Deps, actor: Actor, input: AccountInput): Promise<AccountDetail> {
  const [row] = await accountLines(deps, Prisma.sql`a.id = ${input.accountId}::uuid`, 1);
  if (!row) throw new AppError("NOT_FOUND");
  const [application, cash, holdings] = await Promise.all([
    row.applicationId === null
      ? null
      : deps.db.application.findUnique({
          where: { id: row.applicationId },
          select: { id: true, number: true },
        }),
    cashOf(deps.db, row.id),
    holdingsOf(deps.db, row.id),
  ]);
  const isOwn = (row.owners ?? []).some(({ userId }) => userId === actor.userId);
  const subjects = [row.id, ...(application ? [application.id] : [])];
  return {
    ...lineView(row),
    application,
    balances: {
      settled: cash.settled.toFixed(2),
      unsettledIn: cash.unsettledIn.toFixed(2),
      unsettledOut: cash.unsettledOut.toFixed(2),
      uncollected: cash.uncollected.toFixed(2),
      reserved: cash.reserved.toFixed(2),
      available: cash.available.toFixed(2),
    },
    holdings: holdings.map((holding) => ({
      symbol: holding.symbol,
      quantity: holding.quantity.toFixed(),
      settled: holding.settled.toFixed(),
      reserved: holding.reserved.toFixed(),
    })),
    isOwn,
    restrictions: await restrictionsOf(deps.db, row.id),
    notes: await notesOf(deps.db, row.id),
    orders: await latestOrders(deps.db, row.id),
    documents: await latestDocuments(deps.db, row.id),
    approvals: await approvalsOf(deps, actor, row.id),
    history: await auditOf(deps.db, subjects, HISTORY),
  };
}
