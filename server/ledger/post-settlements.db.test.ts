import { expect, it } from "vitest";
import { settlementJournal } from "@/domain/ledger/posting-rules";
import { add, money, notional, price, quantity } from "@/domain/money/money";
import { instantAt, localDate, localDateFromColumn, plus } from "@/domain/time/instant";
import { createAccount } from "@/prisma/factories/accounts";
import { createFill } from "@/prisma/factories/fills";
import { createActor } from "@/prisma/factories/users";
import { journalId } from "@/server/ledger/post-journals";
import { postSettlements } from "@/server/ledger/post-settlements";
import { Prisma } from "@/server/platform/db";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const AT = instantAt(localDate("2026-06-01"), "10:00");

it("posts in the database what the posting rules say, under the same ids, and folds it", async () => {
  const database = await testDatabase();
  const deps = testDeps(database);
  const actor = await createActor(deps.db, { email: "settled@example.com" }, deps.clock.now());
  const account = await createAccount(deps.db, { owner: actor }, deps.clock.now());
  const fill = { accountId: account.id, placedBy: actor.userId, symbol: "BAC", at: AT };
  await createFill(deps.db, { ...fill, execId: "b", side: "BUY", quantity: "100", price: "12.345" });
  await createFill(deps.db, {
    ...fill,
    execId: "s",
    side: "SELL",
    quantity: "40.5",
    price: "12.50",
    commission: "0.99",
    secFee: "0.02",
    tafFee: "0.01",
  });
  const trades = Prisma.sql`
    select id, account_id, side, symbol, quantity as shares, trade_date, settlement_date,
      round(quantity * price, 2) + (commission + sec_fee + taf_fee) * case side when 'BUY' then 1 else -1 end as net
    from portal.execution where account_id = ${account.id}::uuid`;
  const settledAt = plus(AT, 86_400_000);
  expect(await deps.db.$transaction((tx) => postSettlements(tx, trades, settledAt))).toBe(2);

  for (const row of await deps.db.execution.findMany({ where: { accountId: account.id } })) {
    const shares = quantity(row.quantity);
    const expected = settlementJournal(
      {
        executionId: row.id,
        accountId: row.accountId,
        side: row.side === "BUY" ? "BUY" : "SELL",
        symbol: row.symbol,
        shares,
        gross: notional(shares, price(row.price)),
        commission: money(row.commission),
        regulatoryFees: add(money(row.secFee), money(row.tafFee)),
        tradeDate: localDateFromColumn(row.tradeDate),
        settlementDate: localDateFromColumn(row.settlementDate),
        exchangeAt: AT,
      },
      settledAt,
    );
    const posted = await deps.db.journal.findUniqueOrThrow({
      where: { id: journalId(expected) },
      include: { entries: { orderBy: { id: "asc" } } },
    });
    expect(posted).toMatchObject({
      kind: "SETTLEMENT",
      source: row.id,
      memo: expected.memo,
      accountId: row.accountId,
    });
    expect(posted.exchangeAt.getTime()).toBe(settledAt);
    const lines = (
      entries: readonly { ledgerAccount: string; asset: string; amount: { toFixed(): string } }[],
    ) => entries.map((line) => `${line.ledgerAccount} ${line.asset} ${line.amount.toFixed()}`).sort();
    expect(lines(posted.entries)).toEqual(lines(expected.lines));
  }
  const cash = await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: account.id } });
  expect([cash.settled, cash.unsettledIn, cash.unsettledOut].map(String)).toEqual(["-730.27", "0", "0"]);
  const position = await deps.db.position.findFirstOrThrow({ where: { accountId: account.id } });
  expect([position.settled, position.unsettled].map(String)).toEqual(["59.5", "0"]);
  // A second time the journals are there already.
  await expect(deps.db.$transaction((tx) => postSettlements(tx, trades, settledAt))).rejects.toThrow();
});
