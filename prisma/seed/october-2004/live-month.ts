import { availableParallelism } from "node:os";
import { dealt, HANDS, workLists } from "@/prisma/seed/october-2004/at-once";
import { correctAssets } from "@/prisma/seed/october-2004/assets";
import {
  assetsAt,
  ordersPlaced,
  sharesTraded,
  sharesWorking,
  standings,
} from "@/prisma/seed/october-2004/books";
import { closeCount } from "@/prisma/seed/october-2004/close-count";
import { openAccounts, type Tell, type Trader, tradersOf } from "@/prisma/seed/october-2004/customers";
import { type Draws, drawsFrom } from "@/prisma/seed/october-2004/draws";
import {
  type PlannedOrder,
  planMoment,
  symbolsOf,
  type SymbolWeight,
} from "@/prisma/seed/october-2004/moment-plan";
import type { MonthSize } from "@/prisma/seed/october-2004/month";
import { customersOf } from "@/prisma/seed/october-2004/people";
import { type Progress, saveProgress, Stopwatch } from "@/prisma/seed/october-2004/progress";
import { AppError } from "@/domain/errors";
import { hashText } from "@/domain/market/hash";
import { exchangeCalendar, type Session } from "@/domain/time/calendar";
import { type Instant, instant, instantAt, type LocalDate } from "@/domain/time/instant";
import { sealAudit } from "@/server/audit";
import { asPerson, type Installation } from "@/server/compose";
import { openPress, runPaperMill } from "@/server/documents";

const MINUTE = 60_000;
const ROUNDS = 2_000;
/** Orders are placed from a minute after the open until the auction's cut-off comes near. */
const FIRST_MINUTE = 1;
const LAST_MINUTE = 376;
/** How much of their assets customers like to have in stocks. */
const INVESTED = 0.2;
/** More papers than a day, or the month, calls for. */
const PAPERS_A_DAY = 100_000;
const ALL_PAPERS = 1_000_000;
/** The last day's last moments: in their time, what is still missing is traded. */
const LAST_MOMENTS = 2;

/**
 * Lives October 2004 by the engine that serves customers: they sign up, apply, are approved, deposit and trade at so
 * many moments of each of the month's 21 trading days. Everything has a name made from its day and its customer, so a
 * life that was interrupted goes on where it stopped and does nothing twice.
 */
export class OctoberLife {
  readonly #installation: Installation;
  readonly #size: MonthSize;
  readonly #progress: Progress;
  readonly #draws: Draws;
  readonly #watch: Stopwatch;
  readonly #tell: Tell;
  readonly #days: readonly LocalDate[];
  #traders: Trader[] = [];
  #symbols: SymbolWeight[] = [];
  #milling: Promise<void> | null = null;

  constructor(installation: Installation, size: MonthSize, progress: Progress, tell: Tell) {
    this.#installation = installation;
    this.#size = size;
    this.#days = exchangeCalendar.tradingDays(size.first, size.last);
    this.#progress = progress;
    this.#draws = drawsFrom(size.seed);
    this.#watch = new Stopwatch(progress.spent);
    this.#tell = tell;
  }

  /** Lives on to the end. */
  async live(): Promise<void> {
    await this.#installation.deps.controls.setRate(0);
    await this.prepare();
    await this.month();
  }

  /** Opens the accounts and waits until their money may be used. */
  async prepare(): Promise<void> {
    if (this.#progress.stage === "CUSTOMERS") {
      const customers = customersOf(this.#size, this.#draws);
      await this.#time("customers", () => openAccounts(this.#installation, customers, this.#tell));
      const first = exchangeCalendar.session(this.#size.first);
      if (first) await this.#advance(first.open);
      await this.#save({ stage: "MONTH" });
    }
    const { deps } = this.#installation;
    this.#traders = await tradersOf(this.#installation, customersOf(this.#size, this.#draws));
    const recorded = new Set(["AAPL", "AIG", "BAC", "GOOG", "IWM", "QQQ", "SPY"]);
    this.#symbols = symbolsOf(deps.market, instantAt(this.#size.first, "12:00"), recorded);
  }

  /** Lives the trading days that are left. */
  async month(): Promise<void> {
    for (;;) {
      const today = await this.#installation.deps.clock.exchangeToday();
      if (today > this.#size.last) break;
      await this.#day(today);
    }
    await this.#time("last papers", () => this.#papers());
    await this.#save({ stage: "DONE" });
  }

  async #day(today: LocalDate): Promise<void> {
    const session = exchangeCalendar.session(today);
    if (!session) throw new Error(`${today} is a trading day`);
    const number = this.#days.indexOf(today);
    await this.#time("transfers", () =>
      correctAssets(this.#installation, this.#traders, this.#size, this.#draws, {
        today,
        number,
        days: this.#days.length,
      }),
    );
    await this.#settle();
    const isLast = today === this.#size.last;
    const moments = isLast ? this.#size.moments - LAST_MOMENTS : this.#size.moments;
    for (let moment = 0; moment < moments; moment++) await this.#moment(session, number, moment);
    if (isLast) await this.#close();
    const next = exchangeCalendar.session(exchangeCalendar.nextTradingDay(today));
    if (next) await this.#time("end of day", () => this.#advance(next.open, false));
    this.#papersMeanwhile();
  }

  async #moment({ date, open }: Session, number: number, moment: number): Promise<void> {
    const name = `${date}-${String(moment).padStart(2, "0")}`;
    const { done, plan } = this.#progress;
    if (done !== null && name <= done) return;
    this.#tell("month", number * this.#size.moments + moment, this.#days.length * this.#size.moments, date);
    const minutes =
      FIRST_MINUTE + Math.floor((moment * (LAST_MINUTE - FIRST_MINUTE)) / (this.#size.moments - 1));
    const at = instant(open + minutes * MINUTE);
    if ((await this.#installation.deps.clock.exchangeNow()) < at) await this.#advance(at);
    let orders = plan?.name === name ? plan.orders : null;
    if (!orders) {
      orders = await this.#time("planning", () => this.#plan(date, number, moment, name, at));
      await this.#save({ plan: { name, orders } });
    }
    await this.place(orders);
    await this.#settle();
    await this.#save({ done: name, plan: null });
  }

  async #plan(
    today: LocalDate,
    number: number,
    moment: number,
    name: string,
    at: Instant,
  ): Promise<PlannedOrder[]> {
    const { market } = this.#installation.deps;
    const size = this.#size;
    const isLast = today === this.#size.last;
    const before =
      number === 0
        ? 0
        : await sharesTraded(this.#installation, this.#size.first, this.#days[number - 1] as LocalDate);
    const traded = await sharesTraded(this.#installation, today, today);
    const goal = (size.shares - before) / (this.#days.length - number);
    const missing = goal - traded;
    const momentsLeft = Math.max(1, size.moments - (isLast ? LAST_MOMENTS : 0) - moment);
    const working = await sharesWorking(this.#installation);
    const limit = isLast ? Math.max(0, missing - working) : Number.POSITIVE_INFINITY;
    const placed = await ordersPlaced(this.#installation, size.first);
    const orders = Math.max(
      0,
      Math.ceil(((size.orders * (number + 1)) / this.#days.length - placed) / momentsLeft),
    );
    const standing = await standings(this.#installation);
    const invested = await this.#invested(at);
    return planMoment({
      name,
      at,
      orders,
      shares: Math.max(0, missing / momentsLeft) * 1.05,
      limit,
      allowsClose: !isLast,
      traders: this.#traders,
      standings: standing,
      sales: Math.min(0.85, Math.max(0.15, 0.5 + 2 * (invested - INVESTED))),
      market,
      symbols: this.#symbols,
      draws: this.#draws,
    });
  }

  async #invested(at: Instant): Promise<number> {
    const { assets, held } = await assetsAt(this.#installation, at);
    return assets > 0 ? held / assets : 0;
  }

  /** Places orders by many hands at once, the orders of one symbol by one hand in their order: so the same life is lived each time. */
  async place(orders: readonly PlannedOrder[]): Promise<void> {
    const { deps } = this.#installation;
    await this.#time("placing", () =>
      workLists(
        dealt(orders, ({ given }) => (hashText(given.symbol) >>> 0) % HANDS),
        async ({ trader, given }) => {
          const who = this.#traders[trader];
          if (!who) return;
          type Input = Parameters<ReturnType<typeof asPerson>["orders"]["place"]>[0];
          const person = asPerson(deps, who.actor);
          try {
            await person.orders.place(given as unknown as Input);
          } catch (error) {
            if (!isSuspectedDuplicate(error)) throw error;
            await person.orders.place({ ...given, isConfirmed: true } as unknown as Input);
          }
        },
      ),
    );
  }

  async #close(): Promise<void> {
    await this.#time("closing the count", () =>
      closeCount(this.#installation, {
        size: this.#size,
        traders: this.#traders,
        symbols: this.#symbols,
        place: (orders) => this.place(orders),
        settle: () => this.#settle(),
        advance: (at) => this.#advance(at),
      }),
    );
  }

  async #advance(at: Instant, isTimed = true): Promise<void> {
    const { deps, pump } = this.#installation;
    const run = async () => {
      await deps.controls.advanceTo(at);
      deps.clock.refresh();
      await pump.run(ROUNDS);
    };
    await (isTimed ? this.#time("market time", run) : run());
  }

  #settle(): Promise<void> {
    return this.#time("routing and fills", () => this.#installation.pump.run(ROUNDS));
  }

  /** Papers are made beside the trading, as in the server, by a thread of their own. */
  #papersMeanwhile(): void {
    this.#milling ??= runPaperMill(this.#installation.deps, { max: PAPERS_A_DAY })
      .then(() => {})
      .finally(() => {
        this.#milling = null;
      });
    // Who waits for the last papers hears of a failure; until then it must not end the process.
    this.#milling.catch(() => {});
  }

  /**
   * Makes all papers that are still waiting, with all cores; and seals the audit. The mill of the days goes on beside
   * these, and one mill more than there are presses reads and stores while the others print.
   */
  async #papers(): Promise<void> {
    const { deps } = this.#installation;
    const press = openPress(Math.max(1, availableParallelism() - 1));
    const mills = Array.from({ length: availableParallelism() }, () =>
      runPaperMill(deps, { max: ALL_PAPERS }, press),
    );
    await Promise.all([this.#milling, ...mills]);
    for (;;) if ((await sealAudit(deps)) === 0) break;
  }

  #time = <T>(phase: string, work: () => Promise<T>): Promise<T> => this.#watch.time(phase, work);

  async #save(change: Partial<Progress>): Promise<void> {
    Object.assign(this.#progress, change);
    await saveProgress(this.#installation, this.#progress);
  }
}

const isSuspectedDuplicate = (error: unknown): boolean => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof AppError && cause.code === "SUSPECTED_DUPLICATE";
};
