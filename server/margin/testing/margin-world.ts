import { randomUUID } from "node:crypto";
import { money } from "@/domain/money/money";
import { type AccountTypeKey, lendingOf } from "@/domain/onboarding/account-types";
import {
  type Instant,
  instantAt,
  type LocalDate,
  localDate,
  localDateOf,
  toColumn,
} from "@/domain/time/instant";
import { deposit } from "@/server/funding/deposit";
import { linkBank } from "@/server/funding/link-bank";
import { steeredWorld, SYMBOL } from "@/server/orders/testing/steered-world";

export const on = (day: string, time: `${number}:${number}` | `${number}:${number}:${number}`): Instant =>
  instantAt(localDate(day), time);

/** A steered world whose customers have margin accounts that the clearing firm knows, with the same cash on both sides. */
export async function marginWorld(start: Instant) {
  const world = await steeredWorld(start);
  const { deps, database, settle } = world;

  async function borrower(cash: string, type: AccountTypeKey = "INDIVIDUAL_MARGIN") {
    const who = await world.customer(cash, type);
    const { number } = await deps.db.account.findUniqueOrThrow({ where: { id: who.accountId } });
    const accountNumber = number ?? "";
    await database.street.firmAccount.create({
      data: {
        number: accountNumber,
        reference: who.accountId,
        title: "Test Customer",
        commissionClass: "STANDARD",
        status: "OPEN",
        type: lendingOf(type),
        openedOn: toColumn(localDateOf(await deps.clock.exchangeNow())),
      },
    });
    await database.street.firmBalance.create({
      data: { accountNumber, asset: "USD", tradeDateQty: cash, settledQty: cash },
    });
    return {
      ...who,
      number: accountNumber,
      /** Buys so many shares of the steered symbol at a limit, now. */
      buy: (quantity: string, limitPrice: string) =>
        who.place({ type: "LIMIT", side: "BUY", quantity, limitPrice }),
      sell: (quantity: string, limitPrice: string) =>
        who.place({ type: "LIMIT", side: "SELL", quantity, limitPrice }),
      calls: () =>
        deps.db.marginCall.findMany({ where: { accountId: who.accountId }, orderBy: { kind: "asc" } }),
      figure: (day: string) =>
        deps.db.marginFigure.findUniqueOrThrow({
          where: {
            accountId_businessDate: { accountId: who.accountId, businessDate: toColumn(localDate(day)) },
          },
        }),
      balance: () => deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: who.accountId } }),
      /** Asks for a deposit from a bank account of its own; the street moves it. */
      async deposit(amount: string) {
        const link = await linkBank(deps, who.actor, {
          accountId: who.accountId,
          bankName: "First National",
          routingNumber: "021000021",
          accountNumber: `7700${who.accountId.replace(/\D/g, "").slice(0, 8)}1`,
          kind: "CHECKING",
        });
        await settle();
        await deposit(deps, who.actor, {
          accountId: who.accountId,
          bankLinkId: link.id,
          clientTransferId: randomUUID(),
          amount: money(amount),
        });
        await settle();
      },
    };
  }

  /** Ends a day with this closing price of the steered symbol, and goes on to the next one's open. */
  async function close(day: string, price: string): Promise<LocalDate> {
    await world.print(price, 100, on(day, "15:59:30"));
    await deps.controls.runTo("NEXT_DAY");
    await settle();
    return localDateOf(await deps.clock.exchangeNow());
  }
  const breaks = () =>
    deps.db.reconciliationBreak.findMany({
      where: { area: { in: ["MARGIN", "INTEREST", "CASH", "MONEY"] } },
    });

  return { ...world, borrower, close, breaks, SYMBOL };
}
export type MarginWorld = Awaited<ReturnType<typeof marginWorld>>;
