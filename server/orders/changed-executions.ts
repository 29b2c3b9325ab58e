import { type FeeTerms, feesByExecution, type TradeFees } from "@/domain/fees/trade-fees";
import { invariant } from "@/domain/errors";
import {
  add,
  type Money,
  money,
  notional,
  type Price,
  price,
  type Quantity,
  quantity,
} from "@/domain/money/money";
import {
  type Instant,
  instantFromDate,
  type LocalDate,
  localDateFromColumn,
  toDate,
} from "@/domain/time/instant";
import { accountClassOf } from "@/server/orders/trading-facts";
import type { WorkingOrder } from "@/server/orders/working-orders";
import type { Prisma, Tx } from "@/server/platform/db";

/** An execution as it is booked. `revision`: how often its books were changed. */
export type BookedExecution = {
  id: string;
  execId: string;
  quantity: Quantity;
  price: Price;
  gross: Money;
  fees: TradeFees;
  executedAt: Instant;
  tradeDate: LocalDate;
  settlementDate: LocalDate;
  revision: number;
};

/** An execution whose books change: to what, or to nothing. */
export type Change = { before: BookedExecution; after: BookedExecution | null };

type ExecutionRow = Prisma.ExecutionGetPayload<object>;

/** An execution's row as the books see it. */
function bookedExecution(row: ExecutionRow): BookedExecution {
  const shares = quantity(row.quantity);
  const at = price(row.price);
  const [commission, secFee, tafFee] = [money(row.commission), money(row.secFee), money(row.tafFee)];
  return {
    id: row.id,
    execId: row.execId,
    quantity: shares,
    price: at,
    gross: notional(shares, at),
    fees: { commission, secFee, tafFee, total: add(commission, secFee, tafFee), assumed: false },
    executedAt: instantFromDate(row.executedAt),
    tradeDate: localDateFromColumn(row.tradeDate),
    settlementDate: localDateFromColumn(row.settlementDate),
    revision: row.revision,
  };
}

/**
 * What changes when one execution of an order is busted (`amended` is null) or corrected: itself, and those of the same
 * trade date whose share of the fees is another one without it. Bust and correction come before settlement; one that
 * has settled throws InvariantError.
 */
export async function changedExecutions(
  tx: Tx,
  order: WorkingOrder,
  execId: string,
  amended: { quantity: Quantity; price: Price } | null,
): Promise<Change[]> {
  const rows = await tx.execution.findMany({
    where: { orderId: order.id, bustedAt: null },
    orderBy: { id: "asc" },
  });
  const named = rows.find((row) => row.execId === execId);
  invariant(named && !named.settledAt, "only an execution that stands and has not settled is amended");
  const { tradeDate } = bookedExecution(named);
  const booked = rows.map(bookedExecution).filter((one) => one.tradeDate === tradeDate);
  const standing = booked.flatMap((one) => {
    if (one.execId !== execId) return [one];
    return amended ? [{ ...one, ...figuresOf(amended) }] : [];
  });
  const terms = { side: order.side, tradeDate, accountClass: accountClassOf(order.commissionClass) };
  const after = new Map(chargedAnew(terms, standing).map((one) => [one.id, one]));
  return booked.flatMap((before) => {
    const next = after.get(before.id) ?? null;
    return next && isSame(before, next) ? [] : [{ before, after: next }];
  });
}

const figuresOf = ({ quantity: shares, price: at }: { quantity: Quantity; price: Price }) => ({
  quantity: shares,
  price: at,
  gross: notional(shares, at),
});

function chargedAnew(terms: FeeTerms, standing: readonly BookedExecution[]): BookedExecution[] {
  const fees = feesByExecution(
    terms,
    standing.map((one) => ({
      execId: one.execId,
      at: one.executedAt,
      traded: { quantity: one.quantity, notional: one.gross },
    })),
  );
  return standing.map((one) => ({
    ...one,
    fees: fees.get(one.execId) ?? one.fees,
    revision: one.revision + 1,
  }));
}

const isSame = (a: BookedExecution, b: BookedExecution): boolean =>
  a.quantity.eq(b.quantity) &&
  a.price.eq(b.price) &&
  a.fees.commission.eq(b.fees.commission) &&
  a.fees.secFee.eq(b.fees.secFee) &&
  a.fees.tafFee.eq(b.fees.tafFee);

/** Writes executions as they are now; a busted one keeps its figures, and stands no longer. */
export async function writeChanges(tx: Tx, changes: readonly Change[], at: Instant): Promise<void> {
  const rows = changes.map(({ before, after }) => {
    const shown = after ?? before;
    return {
      id: before.id,
      quantity: shown.quantity.toFixed(),
      price: shown.price.toFixed(),
      commission: shown.fees.commission.toFixed(),
      sec_fee: shown.fees.secFee.toFixed(),
      taf_fee: shown.fees.tafFee.toFixed(),
      revision: shown.revision,
      is_busted: after === null,
    };
  });
  await tx.$executeRaw`
    update portal.execution x set quantity = e.quantity, price = e.price, commission = e.commission,
      sec_fee = e.sec_fee, taf_fee = e.taf_fee, revision = e.revision,
      busted_at = case when e.is_busted then ${toDate(at)}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(id uuid, quantity numeric, price numeric,
      commission numeric, sec_fee numeric, taf_fee numeric, revision int, is_busted boolean)
    where x.id = e.id`;
}
