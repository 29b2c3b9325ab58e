import { AppError } from "@/domain/errors";
import { sessionsAlive } from "@/server/auth";
import type { Line } from "@/server/market/live-line";
import { withLevelTwo } from "@/server/market-data";
import type { Deps } from "@/server/platform/deps";

const LINES_A_PERSON = 12;
const LINES_IN_ALL = 5_000;
const TOO_MANY = `You have ${LINES_A_PERSON} pages with live prices open. Close one to see prices here.`;
const FULL = "All live lines are taken at the moment. Prices will come as soon as one is free.";

/** Who has how many lines. A place is taken before its line opens, so that two at once cannot both be the last. */
export class LivePlaces {
  readonly #taken = new Map<string, number>();
  #inAll = 0;

  /** Throws RATE_LIMITED for a person's thirteenth line, MARKET_DATA_UNAVAILABLE when all are taken. */
  take(userId: string): void {
    const taken = this.#taken.get(userId) ?? 0;
    if (taken >= LINES_A_PERSON) throw new AppError("RATE_LIMITED", TOO_MANY);
    if (this.#inAll >= LINES_IN_ALL) throw new AppError("MARKET_DATA_UNAVAILABLE", FULL);
    this.#taken.set(userId, taken + 1);
    this.#inAll++;
  }

  free(userId: string): void {
    const left = (this.#taken.get(userId) ?? 1) - 1;
    if (left > 0) this.#taken.set(userId, left);
    else this.#taken.delete(userId);
    this.#inAll--;
  }
}

/** Ends the lines whose session has ended, or whose person no longer holds the account or may see books. Failures are logged. */
export async function endUnentitled(deps: Deps, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return;
  try {
    const alive = await sessionsAlive(deps, [...new Set(lines.map((line) => line.sessionId))]);
    for (const line of lines) if (!alive.has(line.sessionId)) line.end(new AppError("UNAUTHENTICATED"));
    const accountIds = [...new Set(lines.flatMap((line) => line.accountId ?? []))];
    const holders = await deps.db.accountHolder.findMany({ where: { accountId: { in: accountIds } } });
    const held = new Set(holders.map(({ accountId, userId }) => `${accountId} ${userId}`));
    for (const line of lines)
      if (line.accountId && !held.has(`${line.accountId} ${line.userId}`))
        line.end(new AppError("NOT_FOUND"));
    await endWithoutBooks(deps, lines);
  } catch (error) {
    deps.log.error({ err: error }, "the sessions of live lines could not be checked");
  }
}

/** A plan may lapse while its books are on the screen: those lines end, and say why when they are asked for again. */
async function endWithoutBooks(deps: Deps, lines: readonly Line[]): Promise<void> {
  const reading = lines.filter((line) => line.books.length > 0);
  if (reading.length === 0) return;
  const may = await withLevelTwo(deps, [...new Set(reading.map((line) => line.userId))]);
  for (const line of reading) if (!may.has(line.userId)) line.end(new AppError("FORBIDDEN"));
}
