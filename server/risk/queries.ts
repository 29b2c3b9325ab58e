import { AppError } from "@/domain/errors";
import type { AccountInput } from "@/domain/onboarding/inputs";
import type { CashViolationKind } from "@/domain/risk/cash-account";
import { CASH_POLICY, type CashRestriction, restrictionOn } from "@/domain/risk/cash-restriction";
import type { SymbolRestriction } from "@/domain/risk/checks/symbol-checks";
import type { RestrictionListInput } from "@/domain/risk/inputs";
import { type AccountLimits, STANDARD_LIMITS } from "@/domain/risk/limits";
import { addDays, addMonths, type LocalDate, localDateFromColumn, toColumn } from "@/domain/time/instant";
import { type Db, Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { limitsFromRow, type LimitsRow, limitsSql } from "@/server/risk/limits-sql";
import {
  type AccountRiskView,
  cashViolationView,
  limitsRowView,
  limitsView,
  restrictedSymbolView,
  type RestrictedSymbolPage,
} from "@/server/risk/views";

const HISTORY = 50;
const PAGE = 50;
const ACCOUNTS_AT_ONCE = 5_000;

/** The limits of accounts on a day, in one statement; at most 5,000 of them. Each has some: its own or the standard ones. */
export async function limitsOf(
  db: Tx | Db,
  accountIds: readonly string[],
  on: LocalDate,
): Promise<Map<string, AccountLimits>> {
  if (accountIds.length > ACCOUNTS_AT_ONCE)
    throw new AppError("VALIDATION", `At most ${ACCOUNTS_AT_ONCE} accounts at once.`);
  if (accountIds.length === 0) return new Map();
  const rows = await db.$queryRaw<(LimitsRow & { account_id: string })[]>`
    select asked.account_id, limits.* from unnest(${[...accountIds]}::uuid[]) as asked (account_id)
    cross join lateral ${limitsSql(Prisma.sql`asked.account_id`, on)} as limits`;
  return new Map(rows.map((row) => [row.account_id, limitsFromRow(row)]));
}

/** The restriction of an account to settled cash that is in force on a day, by the violations noted so far; or null. */
export async function restrictionOf(
  db: Tx | Db,
  accountId: string,
  on: LocalDate,
): Promise<CashRestriction | null> {
  // As far back as a violation can matter: the policy's months, and those before the first day of a restriction.
  const since = addMonths(addDays(on, -CASH_POLICY.restrictedDays), -CASH_POLICY.months);
  const rows = await db.cashViolation.findMany({
    where: { accountId, occurredOn: { gte: toColumn(since), lte: toColumn(on) } },
    select: { kind: true, occurredOn: true, relievedOn: true },
  });
  return restrictionOn(
    on,
    rows.map((row) => ({
      kind: row.kind as CashViolationKind,
      day: localDateFromColumn(row.occurredOn),
      relievedOn: row.relievedOn && localDateFromColumn(row.relievedOn),
    })),
  );
}

/** The firm's restriction of a symbol in force on a day, or null. */
export async function symbolRestrictionOf(
  db: Tx | Db,
  symbol: string,
  on: LocalDate,
): Promise<SymbolRestriction | null> {
  const day = toColumn(on);
  const row = await db.restrictedSymbol.findFirst({
    where: { symbol, effectiveOn: { lte: day }, OR: [{ liftedOn: null }, { liftedOn: { gt: day } }] },
    orderBy: { id: "desc" },
    select: { scope: true },
  });
  return row && { scope: row.scope as SymbolRestriction["scope"] };
}

/** The names of those who did something, by id; staff are few. */
async function namesOf(db: Db, userIds: readonly string[]): Promise<Map<string, string>> {
  const users = await db.user.findMany({
    where: { id: { in: [...new Set(userIds)] } },
    select: { id: true, displayName: true },
  });
  return new Map(users.map((user) => [user.id, user.displayName]));
}

/** How an account stands with the firm: limits with their history, violations, restriction. NOT_FOUND if there is none. */
export async function accountRisk(deps: Deps, input: AccountInput): Promise<AccountRiskView> {
  const { accountId } = input;
  const today = await deps.clock.exchangeToday();
  if ((await deps.db.account.count({ where: { id: accountId } })) === 0) throw new AppError("NOT_FOUND");
  const [limits, rows, restriction, violations] = await Promise.all([
    limitsOf(deps.db, [accountId], today),
    deps.db.accountLimit.findMany({ where: { accountId }, orderBy: { id: "desc" }, take: HISTORY }),
    restrictionOf(deps.db, accountId, today),
    deps.db.cashViolation.findMany({
      where: { accountId },
      orderBy: [{ occurredOn: "desc" }, { id: "desc" }],
      take: HISTORY,
    }),
  ]);
  const names = await namesOf(
    deps.db,
    rows.map((row) => row.setBy),
  );
  const current = await deps.db.accountLimit.findFirst({
    where: { accountId, effectiveOn: { lte: toColumn(today) } },
    orderBy: [{ effectiveOn: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  return {
    limits: limitsView(limits.get(accountId) ?? STANDARD_LIMITS),
    currentId: current ? String(current.id) : null,
    latestId: rows[0] ? String(rows[0].id) : null,
    history: rows.map((row) => limitsRowView(row, names.get(row.setBy) ?? "")),
    restriction,
    violations: violations.map(cashViolationView),
  };
}

/** Restricted symbols, the latest decision first, a page at a time. */
export async function listRestrictions(
  deps: Deps,
  input: RestrictionListInput,
): Promise<RestrictedSymbolPage> {
  const rows = await deps.db.restrictedSymbol.findMany({
    where: {
      ...(input.show === "CURRENT" ? { liftedOn: null } : {}),
      ...(input.cursor ? { id: { lt: BigInt(input.cursor) } } : {}),
    },
    orderBy: { id: "desc" },
    take: PAGE + 1,
  });
  const shown = rows.slice(0, PAGE);
  const names = await namesOf(
    deps.db,
    shown.map((row) => row.setBy),
  );
  return {
    restrictions: shown.map((row) => restrictedSymbolView(row, names.get(row.setBy) ?? "")),
    nextCursor: rows.length > PAGE ? String(shown.at(-1)?.id ?? "") : null,
  };
}
