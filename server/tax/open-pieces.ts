import type { StoryLot } from "@/domain/tax/lot-story";
import type { OpenPiece } from "@/domain/tax/wash-story";
import type { LocalDate } from "@/domain/time/instant";
import { type Db, Prisma, type Tx } from "@/server/platform/db";
import { washStories } from "@/server/tax/realised";
import { lotsOf, RENAMED, type StockOf } from "@/server/tax/story-rows";

/** An open lot of a stock that was never sold at a loss: in one piece, as it was bought. */
const wholePiece = (lot: StoryLot): OpenPiece => ({
  id: lot.id,
  lotId: lot.id,
  accountId: lot.accountId,
  purchase: lot.purchase,
  acquiredOn: lot.acquiredOn,
  openQuantity: lot.openQuantity,
  openCost: lot.openCost,
  carried: lot.openCost.minus(lot.openCost) as OpenPiece["carried"],
  heldFrom: lot.acquiredOn,
  isReplacement: false,
});

/**
 * What is open of these stocks as it would be taxed, over all of one owner's accounts. Only a stock that was ever sold
 * at a loss is gone through from its beginning; of the others the open lots alone are read, whatever their history.
 */
export async function openPiecesOf(
  db: Db | Tx,
  stocks: readonly StockOf[],
  asOf: LocalDate,
): Promise<OpenPiece[]> {
  if (stocks.length === 0) return [];
  const lost = await lossMakers(db, stocks);
  const plain = stocks.filter(({ symbol }) => !lost.has(symbol));
  const storied = stocks.filter(({ symbol }) => lost.has(symbol));
  const [open, stories] = await Promise.all([
    lotsOf(db, plain, "OPEN"),
    washStories(db, storied, { asOf, scope: "OWNER" }),
  ]);
  return [
    ...open.map(wholePiece),
    ...[...stories.values()].flatMap(({ open: pieces }) =>
      pieces.filter(({ openQuantity }) => !openQuantity.isZero()),
    ),
  ];
}

/** Which of these stocks were ever sold at a loss in any of the accounts. */
async function lossMakers(db: Db | Tx, stocks: readonly StockOf[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ symbol: string }[]>`
    with ${RENAMED}
    select distinct coalesce(n.now, l.symbol) as symbol
    from portal.lot_closing c join portal.tax_lot l on l.id = c.lot_id left join renamed n on n.symbol = l.symbol
    where c.account_id = any(${[...new Set(stocks.map(({ accountId }) => accountId))]}::uuid[]) and c.proceeds < c.cost
      and coalesce(n.now, l.symbol) in (${Prisma.join([...new Set(stocks.map(({ symbol }) => symbol))])})`;
  return new Set(rows.map(({ symbol }) => symbol));
}
