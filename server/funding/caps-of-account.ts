import { transferRules } from "@/domain/banking/transfer-limits";
import { AppError } from "@/domain/errors";
import { TRANSFER_METHODS, type TransferMethod, transferMethod } from "@/domain/funding/transfer-machine";
import { type LocalDate, localDateFromColumn } from "@/domain/time/instant";
import { capsOf } from "@/server/funding/account-caps";
import type { Deps } from "@/server/platform/deps";

const SHOWN = 30;

/** Dollars as wire decimals, for each direction on its own. */
type Caps = { perTransfer: string; perDay: string; perMonth: string };

export type AccountCapsView = {
  /** What holds today for each way of moving money, and whether it is the account's own. */
  today: (Caps & { method: TransferMethod; isOwn: boolean })[];
  /** Rows of this account's own, the latest first. */
  own: (Caps & { method: TransferMethod; from: LocalDate; isComing: boolean })[];
};

/** An account's transfer limits, for the staff. NOT_FOUND for an account that is not there. */
export async function capsOfAccount(
  deps: Deps,
  { accountId }: { accountId: string },
): Promise<AccountCapsView> {
  const account = await deps.db.account.findUnique({ where: { id: accountId }, select: { id: true } });
  if (!account) throw new AppError("NOT_FOUND");
  const today = await deps.clock.exchangeToday();
  const rows = await deps.db.transferLimit.findMany({
    where: { accountId },
    orderBy: [{ fromDay: "desc" }, { method: "asc" }],
    take: SHOWN,
  });
  const own = rows.map((row) => ({
    method: transferMethod(row.method),
    from: localDateFromColumn(row.fromDay),
    isComing: localDateFromColumn(row.fromDay) > today,
    ...wire(row),
  }));
  const { caps } = transferRules(today);
  const held = await Promise.all(
    TRANSFER_METHODS.map(async (method) => {
      const found = await capsOf(deps.db, { accountId, method, today });
      const isOwn = own.some((row) => row.method === method && !row.isComing);
      return { method, isOwn, ...wire(isOwn ? found : caps[method]) };
    }),
  );
  return { today: held, own };
}

type Exact = { toFixed(places: number): string };
const wire = (caps: { [Cap in keyof Caps]: Exact }): Caps => ({
  perTransfer: caps.perTransfer.toFixed(2),
  perDay: caps.perDay.toFixed(2),
  perMonth: caps.perMonth.toFixed(2),
});
