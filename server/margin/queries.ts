import { AppError } from "@/domain/errors";
import { larger, money, moneyToWire, ZERO } from "@/domain/money/money";
import { type MarginFigures, marginFigures } from "@/domain/risk/margin";
import { interestRate } from "@/domain/risk/margin-interest";
import { isLentTo, marginBuyingPower } from "@/domain/risk/margin-power";
import { marginRegimeOn } from "@/domain/risk/margin-regime";
import { HOUSE_DEFAULT, requirementOf } from "@/domain/risk/margin-rules";
import { type LocalDate, localDateFromColumn, localDateOf } from "@/domain/time/instant";
import type { MarginRow } from "@/server/ledger";
import { positionsAt } from "@/server/margin/mark-accounts";
import { powerOf, refusalsOf, rowAt } from "@/server/margin/standing";
import { callView, type MarginCallsView, type MarginView } from "@/server/margin/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { limitsFromRow, type LimitsRow, limitsSql } from "@/server/risk";

const RECENT_CALLS = 10;
const STAFF_CALLS = 50;

async function regimeOf(deps: Deps, accountId: string, day: LocalDate) {
  const [row] = await deps.db.$queryRaw<LimitsRow[]>`select * from ${limitsSql(accountId, day)} as l`;
  return marginRegimeOn(day, row ? limitsFromRow(row).marginRegime : null);
}

/** The calls that a holder is shown: what is not met first, then the latest that were. */
async function callsOf(deps: Deps, accountId: string) {
  const rows = await deps.db.marginCall.findMany({
    where: { accountId },
    orderBy: [{ issuedOn: "desc" }, { id: "desc" }],
    take: RECENT_CALLS,
  });
  const views = rows.map(callView);
  const unmet = views.filter(({ status }) => status !== "MET");
  return [
    ...unmet.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)),
    ...views.filter(({ status }) => status === "MET"),
  ];
}

const balances = (row: MarginRow, figures: MarginFigures) => ({
  longMarketValue: moneyToWire(figures.longMarketValue),
  credit: moneyToWire(larger(row.cash, ZERO)),
  debit: moneyToWire(figures.debit),
  equity: moneyToWire(figures.equity),
  initialRequirement: moneyToWire(figures.initialRequirement),
  maintenanceRequirement: moneyToWire(figures.maintenanceRequirement),
  maintenanceExcess: moneyToWire(figures.maintenanceExcess),
});

/**
 * How a margin account of the actor's stands at this moment: figures at the market, requirements, buying power, calls
 * with their due dates, rates. Null for a cash account, NOT_FOUND for another's.
 */
export async function marginStanding(
  deps: Deps,
  actor: Actor,
  input: { accountId: string },
): Promise<MarginView | null> {
  const account = await deps.db.account.findFirst({ where: { id: input.accountId, ...heldBy(actor) } });
  if (!account) throw new AppError("NOT_FOUND");
  const at = await deps.clock.exchangeNow();
  const day = localDateOf(at);
  const row = await rowAt(deps, account.id, at);
  if (!row) return null;
  const positions = (await positionsAt(deps.db, deps, [account.id], at)).get(account.id) ?? [];
  const [stated, refusals, regime, calls] = await Promise.all([
    deps.db.marginFigure.findFirst({ where: { accountId: account.id }, orderBy: { businessDate: "desc" } }),
    refusalsOf(deps.db, account.id, day),
    regimeOf(deps, account.id, day),
    callsOf(deps, account.id),
  ]);
  const power = powerOf(row);
  const needs = positions.map(({ symbol }) => ({ symbol, ...requirementOf(symbol, day) }));
  return {
    regime,
    ...balances(row, marginFigures({ cash: row.cash, positions }, day)),
    excess: moneyToWire(power.excess),
    sma: stated && moneyToWire(money(stated.sma)),
    smaOn: stated && localDateFromColumn(stated.businessDate),
    buyingPower: moneyToWire(marginBuyingPower(power, HOUSE_DEFAULT, day)),
    usualMaintenance: HOUSE_DEFAULT.maintenanceLong,
    refusal: refusals.isOverdue
      ? "OVERDUE_CALL"
      : refusals.restriction
        ? "INTRADAY_RESTRICTION"
        : isLentTo(power, day)
          ? null
          : "MINIMUM_EQUITY",
    restrictedUntil: refusals.restriction?.until ?? null,
    debitRate: interestRate("DEBIT", day),
    creditRate: interestRate("CREDIT", day),
    special: needs
      .filter(
        (need) =>
          need.maintenanceLong !== HOUSE_DEFAULT.maintenanceLong ||
          need.initialLong !== HOUSE_DEFAULT.initialLong,
      )
      .map((need) => ({ symbol: need.symbol, initial: need.initialLong, maintenance: need.maintenanceLong })),
    calls,
  };
}

/** Calls that are not met, for the staff: the one due first at the top, at most 50, with how many there are. */
export async function unmetCalls(deps: Deps): Promise<MarginCallsView> {
  const [rows, counts] = await Promise.all([
    deps.db.marginCall.findMany({
      where: { status: { not: "MET" } },
      orderBy: [{ dueOn: "asc" }, { id: "asc" }],
      take: STAFF_CALLS,
      include: { account: { select: { id: true, number: true, title: true } } },
    }),
    deps.db.marginCall.groupBy({ by: ["status"], where: { status: { not: "MET" } }, _count: true }),
  ]);
  const countOf = (status: string): number => counts.find((row) => row.status === status)?._count ?? 0;
  return {
    calls: rows.map((row) => ({
      ...callView(row),
      accountId: row.account.id,
      accountNumber: row.account.number,
      title: row.account.title,
    })),
    open: countOf("OPEN"),
    expired: countOf("EXPIRED"),
  };
}
