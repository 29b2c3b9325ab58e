import { dealt, workLists } from "@/prisma/seed/october-2004/at-once";
import { assetsAt, standings } from "@/prisma/seed/october-2004/books";
import { linksOf, move, type Trader } from "@/prisma/seed/october-2004/customers";
import type { Draws } from "@/prisma/seed/october-2004/draws";
import type { MonthSize } from "@/prisma/seed/october-2004/month";
import { isAppError } from "@/domain/errors";
import type { LocalDate } from "@/domain/time/instant";
import type { Installation } from "@/server/compose";

type Day = { today: LocalDate; number: number; days: number };

/** The first days of the month need no correction. */
const FIRST_CORRECTION = 2;
/** A gap smaller than this part of the assets is left alone. */
const SMALL_GAP = 0.0005;
const USUAL_TRANSFER = 6_000;
const MOST_TRANSFER = 45_000;

/**
 * Customers deposit and withdraw, through the ordinary use cases, so that the firm's customer assets come to the
 * reported figure by the month's end: each morning a part of what is missing, in the last days all of it. What is asked
 * for on the last day would arrive too late.
 */
export async function correctAssets(
  installation: Installation,
  traders: readonly Trader[],
  size: MonthSize,
  draws: Draws,
  { today, number, days }: Day,
): Promise<void> {
  if (number < Math.min(FIRST_CORRECTION, days - 2) || number >= days - 1) return;
  const now = await installation.deps.clock.exchangeNow();
  const { assets } = await assetsAt(installation, now);
  const gap = size.assets - assets;
  if (Math.abs(gap) < size.assets * SMALL_GAP) return;
  const left = Math.max(1, days - 4 - number);
  const amount = gap / left;
  const links = await linksOf(installation);
  const standing = await standings(installation);
  const order = traders
    .map((trader) => ({ trader, key: draws.share(today, "transfer", trader.index) }))
    .sort((a, b) => a.key - b.key);
  const chosen: { trader: Trader; dollars: number }[] = [];
  let open = Math.round(Math.abs(amount));
  for (const { trader } of order) {
    if (open <= 0) break;
    const usual = Math.round(USUAL_TRANSFER * (0.3 + 1.4 * draws.share(today, "dollars", trader.index)));
    const settled = Math.floor(standing.get(trader.accountId)?.settled ?? 0);
    const most = amount > 0 ? MOST_TRANSFER : Math.min(MOST_TRANSFER, Math.floor(settled * 0.5));
    const dollars = Math.min(open, usual, most);
    if (dollars < 1) continue;
    chosen.push({ trader, dollars });
    open -= dollars;
  }
  const direction = amount > 0 ? "deposit" : "withdraw";
  await workLists(
    dealt(chosen, (_, index) => index),
    async ({ trader, dollars }) => {
      try {
        await move(installation, direction, trader, links, dollars, `${direction}-${today}`);
      } catch (error) {
        // Not everybody may withdraw what he has: young deposits stay a while, and tomorrow is another day.
        if (!isRefusal(error)) throw error;
      }
    },
  );
}

function isRefusal(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return isAppError(cause);
}
