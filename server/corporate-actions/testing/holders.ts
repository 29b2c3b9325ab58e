import { taxStatusOf } from "@/domain/corporate-actions/withholding";
import type { LocalDate } from "@/domain/time/instant";
import type { SteeredWorld } from "@/server/orders/testing/steered-world";

/** Where a holder lives, as his application says. */
export type Residence = Parameters<typeof taxStatusOf>[0]["residence"];

/** A customer with the same cash in the clearing firm's books as in ours; a foreign one has a passport and no number. */
export async function holder(
  world: SteeredWorld,
  cash: string,
  openedOn: LocalDate,
  residence: Residence = "US",
) {
  const who = await world.customer(cash);
  const account = await world.deps.db.account.findUniqueOrThrow({ where: { id: who.accountId } });
  const number = account.number ?? "";
  const tax = taxStatusOf({
    citizenship: residence,
    residence,
    identification: residence === "US" ? "SSN" : "FOREIGN_PASSPORT",
  });
  await world.database.street.firmAccount.create({
    data: {
      number,
      reference: who.accountId,
      title: account.title,
      commissionClass: account.commissionClass,
      status: "OPEN",
      openedOn: new Date(openedOn),
      taxForm: tax.form,
      taxCountry: tax.country,
    },
  });
  await world.deps.db.account.update({
    where: { id: who.accountId },
    data: { openedOn: new Date(openedOn) },
  });
  await world.database.street.firmBalance.create({
    data: { accountNumber: number, asset: "USD", tradeDateQty: cash, settledQty: cash },
  });
  return { ...who, number, ...booksOf(world, who.accountId, number) };
}

const decimals = (rows: object[]): string[] => rows.map((row) => Object.values(row).map(String).join(" "));

/** What our books and the firm's say of an account, as texts. */
function booksOf(world: SteeredWorld, accountId: string, number: string) {
  const { db } = world.deps;
  return {
    /** "SYMBOL settled unsettled" of each position. */
    positions: async () =>
      decimals(
        await db.$queryRaw<object[]>`
          select symbol, trim_scale(settled)::text as s, trim_scale(unsettled)::text as u from portal.position
          where account_id = ${accountId}::uuid and settled + unsettled <> 0 or unsettled <> 0 and account_id = ${accountId}::uuid
          order by symbol`,
      ),
    /** The same of the firm's. */
    firmPositions: async () =>
      decimals(
        await world.database.street.$queryRaw<object[]>`
          select asset, trim_scale(settled_qty)::text as s, trim_scale(trade_date_qty - settled_qty)::text as u
          from street.firm_balance where account_number = ${number} and asset <> 'USD'
            and (trade_date_qty <> 0 or settled_qty <> 0) order by asset`,
      ),
    /** "acquired quantity cost" of each open lot. */
    lots: async () =>
      decimals(
        await db.$queryRaw<object[]>`
          select acquired_on::text as on, trim_scale(open_quantity)::text as q, trim_scale(open_cost)::text as c
          from portal.tax_lot where account_id = ${accountId}::uuid and open_quantity <> 0 order by acquired_on, seq`,
      ),
    /** "cause shares proceeds cost" of what was closed. */
    closings: async () =>
      decimals(
        await db.$queryRaw<object[]>`
          select cause, trim_scale(quantity)::text as q, trim_scale(proceeds)::text as p, trim_scale(cost)::text as c
          from portal.lot_closing where account_id = ${accountId}::uuid order by closed_on, cause`,
      ),
    cash: async () => {
      const [row] = await db.$queryRaw<{ cash: string }[]>`
        select trim_scale(settled + unsettled_in - unsettled_out)::text as cash from portal.cash_balance where account_id = ${accountId}::uuid`;
      return Number(row?.cash);
    },
    /** "kind amount" of journals that a corporate action has made, dollars only. */
    paid: async () =>
      decimals(
        await db.$queryRaw<object[]>`
          select j.kind, trim_scale(e.amount)::text as amount from portal.journal j
          join portal.ledger_entry e on e.journal_id = j.id and e.account_id = j.account_id and e.asset = 'USD'
          where j.account_id = ${accountId}::uuid and j.kind in ('CASH_DIVIDEND', 'WITHHOLDING', 'CASH_IN_LIEU')
          order by j.exchange_at, j.kind`,
      ),
  };
}
export type Holder = Awaited<ReturnType<typeof holder>>;

/** Breaks that the reconciliations have found, as texts. */
export const breaksOf = async (world: SteeredWorld): Promise<string[]> =>
  (await world.deps.db.reconciliationBreak.findMany({ orderBy: { item: "asc" } })).map(
    (one) => `${one.type} ${one.area} ${one.item}: ${one.ours} / ${one.theirs}`,
  );
