import { beforeAll, describe, expect, it } from "vitest";
import { dividendJournals } from "@/domain/ledger/action-postings";
import { type Journal, reversalOf } from "@/domain/ledger/journal";
import { cashJournal, post } from "@/domain/ledger/posting-rules";
import { money, quantity } from "@/domain/money/money";
import { instantAt, type LocalDate, localDate, plus, toColumn } from "@/domain/time/instant";
import { createAccount } from "@/prisma/factories/accounts";
import { createFill } from "@/prisma/factories/fills";
import { createActor } from "@/prisma/factories/users";
import { applyToLots, journalId, postJournals } from "@/server/ledger";
import { newId } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";
import { keepPerformanceDay, rewritePerformance } from "@/server/portfolio";

const database = await testDatabase();
const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY] = [5, 6, 7, 8, 9].map((day) =>
  localDate(`2026-10-0${day}`),
) as [LocalDate, LocalDate, LocalDate, LocalDate, LocalDate];
let deps: TestDeps;
let account: { id: string; owner: string };
let fills = 0;

beforeAll(async () => {
  deps = testDeps(database);
  const owner = await createActor(deps.db, { email: "causes@example.com" }, deps.clock.now());
  const { id } = await createAccount(deps.db, { owner }, deps.clock.now());
  account = { id, owner: owner.userId };
});

const cash = (rule: Parameters<typeof cashJournal>[0], on: LocalDate, amount: string): Journal =>
  cashJournal(rule, {
    source: newId(),
    accountId: account.id,
    amount: money(amount),
    on,
    exchangeAt: instantAt(on, "11:00"),
  });

async function trade(on: LocalDate, side: "BUY" | "SELL", shares: string, price: string, net: string) {
  const { executionId } = await createFill(deps.db, {
    accountId: account.id,
    placedBy: account.owner,
    execId: `causes-${++fills}`,
    symbol: "XYZ",
    side,
    quantity: shares,
    price,
    at: plus(instantAt(on, "12:00"), fills),
  });
  await lots(executionId, on, side, shares, net);
}
const lots = (executionId: string, tradeDate: LocalDate, side: "BUY" | "SELL", shares: string, net: string) =>
  deps.db.$transaction((tx) =>
    applyToLots(tx, [
      {
        executionId,
        accountId: account.id,
        symbol: "XYZ",
        side,
        shares: quantity(shares),
        net: money(net),
        tradeDate,
      },
    ]),
  );

/** The clearing firm's books of a day as ours stand now, with what it knows beyond them; and our day after them. */
async function close(day: LocalDate, price: string, beyond = { cash: "0", shares: "0" }): Promise<void> {
  await deps.db.$executeRaw`
    insert into portal.eod_position (account_id, business_date, symbol, quantity, settled_quantity, close_price, value)
    select account_id, ${day}::date, symbol, held, held, ${price}::numeric, round(held * ${price}::numeric, 2) from (
      select account_id, symbol, settled + unsettled + ${beyond.shares}::numeric as held from portal.position
      where account_id = ${account.id}::uuid) p`;
  await deps.db.$executeRaw`
    insert into portal.eod_balance (account_id, business_date, settled_cash, unsettled_cash, uncollected, position_value, equity,
      net_deposits)
    select account_id, ${day}::date, cash, 0, 0, value, cash + value, 0 from (
      select b.account_id, b.settled + b.unsettled_in - b.unsettled_out + b.uncollected + ${beyond.cash}::numeric as cash,
        coalesce((select sum(value) from portal.eod_position p
          where p.account_id = b.account_id and p.business_date = ${day}::date), 0) as value
      from portal.cash_balance b where b.account_id = ${account.id}::uuid) x`;
  await deps.db.$transaction((tx) => keepPerformanceDay(tx, day));
}

async function kept(day: LocalDate) {
  const row = await deps.db.performanceDay.findUniqueOrThrow({
    where: { accountId_day: { accountId: account.id, day: toColumn(day) } },
  });
  const { deposits, withdrawals, realised, unrealised, dividends, interest, taxWithheld, fees, corrections } =
    row;
  const terms = {
    deposits,
    withdrawals,
    realised,
    unrealised,
    dividends,
    interest,
    taxWithheld,
    fees,
    corrections,
  };
  const told = Object.values(terms).reduce((sum, term) => sum.plus(term));
  return {
    ...Object.fromEntries(Object.entries(terms).map(([name, term]) => [name, term.toFixed(2)])),
    equity: row.equity.toFixed(2),
    unexplained: row.equity.minus(told).toFixed(2),
    flows: [row.inflow.toFixed(2), row.outflow.toFixed(2)],
  };
}

/** One story, in the order of its days. */
describe("every cause of a change", () => {
  it("deposits and a purchase with its commission", async () => {
    await postJournals(deps.db, [cash("DEPOSIT", MONDAY, "10000"), cash("WIRE_IN", MONDAY, "500")]);
    await trade(MONDAY, "BUY", "100", "50", "5001");
    await close(MONDAY, "51");
    expect(await kept(MONDAY)).toMatchObject({
      deposits: "10500.00",
      unrealised: "99.00",
      equity: "10599.00",
      unexplained: "0.00",
      flows: ["10500.00", "0.00"],
    });
  });

  it("an ACH deposit that comes back, a wire with its fee, interest both ways", async () => {
    await postJournals(deps.db, [
      cash("DEPOSIT_RETURN_UNCOLLECTED", TUESDAY, "2000"),
      cash("WIRE_OUT", TUESDAY, "300"),
      cash("WIRE_FEE", TUESDAY, "25"),
      cash("DEBIT_INTEREST", TUESDAY, "3.21"),
      cash("CREDIT_INTEREST", TUESDAY, "1.10"),
    ]);
    await close(TUESDAY, "49");
    expect(await kept(TUESDAY)).toMatchObject({
      deposits: "8500.00",
      withdrawals: "-300.00",
      fees: "-25.00",
      interest: "-2.11",
      unrealised: "-101.00",
      unexplained: "0.00",
      flows: ["0.00", "2300.00"],
    });
  });

  it("a sale, a dividend with tax withheld, a fee that is taken back, a withdrawal that comes back", async () => {
    await trade(WEDNESDAY, "SELL", "40", "52", "2079");
    const fee = cash("MARKET_DATA_FEE", TUESDAY, "29.50");
    const head = {
      source: newId(),
      memo: "Taken back",
      tradeDate: WEDNESDAY,
      exchangeAt: instantAt(WEDNESDAY, "13:00"),
    };
    const terms = {
      symbol: "XYZ",
      type: "CASH_DIVIDEND",
      exDate: TUESDAY,
      payDate: WEDNESDAY,
      value: "1",
      per: "1",
      newSymbol: null,
    } as const;
    await postJournals(deps.db, [
      { ...fee, tradeDate: WEDNESDAY },
      reversalOf(fee, journalId(fee), head),
      ...dividendJournals(
        {
          source: newId(),
          accountId: account.id,
          terms,
          on: WEDNESDAY,
          exchangeAt: instantAt(WEDNESDAY, "09:30"),
        },
        { held: quantity("100"), gross: money("100"), withheld: money("30") },
      ),
      cash("WITHDRAWAL", WEDNESDAY, "400"),
      cash("WITHDRAWAL_RETURN", WEDNESDAY, "400"),
    ]);
    await close(WEDNESDAY, "53");
    expect(await kept(WEDNESDAY)).toMatchObject({
      // 2,079.00 for 40 shares of 5,001.00 / 100 x 40.
      realised: "78.60",
      unrealised: "179.40",
      dividends: "100.00",
      taxWithheld: "-30.00",
      fees: "-25.00",
      withdrawals: "-300.00",
      unexplained: "0.00",
      flows: ["400.00", "400.00"],
    });
  });

  it("tells a break as unexplained, until a correction of cash and shares as of its day", async () => {
    await close(THURSDAY, "54", { cash: "7.77", shares: "10" });
    await trade(FRIDAY, "SELL", "60", "55", "3299");
    await close(FRIDAY, "55", { cash: "7.77", shares: "10" });
    // What is held is valued as the firm has it: until it is corrected, the value of such shares is unrealised.
    expect(await kept(THURSDAY)).toMatchObject({ corrections: "0.00", unexplained: "7.77" });
    expect(await kept(FRIDAY)).toMatchObject({ corrections: "0.00", unexplained: "7.77" });
    const head = {
      kind: "ADJUSTMENT" as const,
      memo: "Adjusted to the clearing firm's books",
      accountId: account.id,
      tradeDate: THURSDAY,
      settlementDate: THURSDAY,
      exchangeAt: instantAt(FRIDAY, "18:00"),
    };
    const shares = newId();
    await postJournals(deps.db, [
      post("ADJUST_CASH_SETTLED", { ...head, source: newId() }, null, { net: money("7.77") }),
      post("ADJUST_SECURITIES_SETTLED", { ...head, source: shares }, "XYZ", { shares: quantity("10") }),
    ]);
    await lots(shares, THURSDAY, "BUY", "10", "400");
    await rewritePerformance(deps.db, [account.id], THURSDAY);
    // Ten shares at Thursday's close are corrected; what they gained since is unrealised, whatever they had cost.
    expect(await kept(THURSDAY)).toMatchObject({ corrections: "547.77", unexplained: "0.00" });
    const friday = await kept(FRIDAY);
    expect(friday).toMatchObject({ corrections: "547.77", unrealised: "10.00", unexplained: "0.00" });
    expect(await kept(WEDNESDAY)).toMatchObject({ corrections: "0.00", unexplained: "0.00" });
  });
});
