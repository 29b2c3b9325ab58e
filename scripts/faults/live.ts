import type pg from "pg";
import { exchangeCalendar } from "@/domain/time/calendar";
import { instantAt, localDateOf } from "@/domain/time/instant";
import { Dice } from "@/scripts/faults/draw-plan";
import { broken, brokenInvariants, type Promised } from "@/scripts/faults/judge";
import { KeptLine } from "@/scripts/faults/kept-line";
import type { Ask, Kill, Moment, Plan } from "@/scripts/faults/plan";
import { type Answer, type Demand, NoAnswer, type Portal, type Surroundings } from "@/scripts/faults/portal";
import { ADMIN, emailOf } from "@/scripts/faults/world";

/** Where a plan is lived: a portal that can be killed, and its database, which is asked apart from it. */
export interface Place {
  readonly databaseUrl: string;
  readonly portal: Portal;
  /** Prepares what is to be killed; with null nothing more is. */
  arm(kill: Kill | null): Promise<void>;
  /** Brings back what was killed; does nothing when all lives. True when something had to be brought back. */
  revive(): Promise<boolean>;
}

/** What came of a plan: sentences about what is wrong (none: all is well), and how much was lived through. */
export type Outcome = { wrong: string[]; asked: number; acknowledged: number; killed: number };

/** Wall time at which all plans begin: the same every time, and later than the database's own. */
const FIRST_WALL = Date.UTC(2040, 0, 2);

export const surroundingsAtFirst = ({ seed }: Plan): Surroundings => ({ wall: FIRST_WALL, seed, faults: [] });

type Request = { ask: Ask; path: string; who: string; input: Record<string, unknown> };

const ROUNDS_TO_REST = 200;
const ATTEMPTS_TO_REST = 20;
const DAYS_AFTER = 2;
/** Longer than any wait of the outbox between attempts. */
const LONG_WAIT_MS = 90_000;
/** Between two moments at most: less and more than the first waits of the outbox. */
const SHORT_WAIT_MS = 4_000;
const ATTEMPTS_AFTER_KILL = 10;

/** Lives through a plan, moment by moment, and then through two days without any fault, and judges what is left. */
class Life {
  readonly #plan: Plan;
  readonly #place: Place;
  readonly #dice: Dice;
  readonly #line: KeptLine;
  #around: Surroundings;
  /** What the person whose ask this was got to hear: the id of the order or transfer. */
  readonly #ids = new Map<string, string>();
  readonly #promised: Promised[] = [];
  #unanswered: Request[] = [];
  readonly #accounts = new Map<string, { id: string; links: Record<"good" | "bad", string> }>();
  readonly #outcome: Outcome = { wrong: [], asked: 0, acknowledged: 0, killed: 0 };

  constructor(plan: Plan, place: Place) {
    this.#plan = plan;
    this.#place = place;
    this.#line = new KeptLine(place.databaseUrl);
    this.#dice = new Dice(plan.seed, "waits");
    this.#around = surroundingsAtFirst(plan);
  }

  async live(): Promise<Outcome> {
    try {
      await this.#meet();
      for (const [number, moment] of this.#plan.moments.entries()) {
        await this.#moment(number, moment);
        if (this.#outcome.wrong.length > 0) return this.#outcome;
      }
      await this.#recover();
      return this.#outcome;
    } finally {
      await this.#line.leave();
    }
  }

  async #meet(): Promise<void> {
    const { rows } = await this.#query<{ email: string; account_id: string; good: string; bad: string }>(
      `select u.email, h.account_id, max(l.id::text) filter (where l.last4 <> '0001') as good,
         max(l.id::text) filter (where l.last4 = '0001') as bad
       from portal.users u join portal.account_holder h on h.user_id = u.id
       join portal.bank_link l on l.account_id = h.account_id group by 1, 2`,
    );
    for (const { email, account_id, good, bad } of rows)
      this.#accounts.set(email, { id: account_id, links: { good, bad } });
  }

  async #query<Row extends pg.QueryResultRow>(sql: string): Promise<pg.QueryResult<Row>> {
    return (await this.#line.client()).query<Row>(sql);
  }

  async #moment(number: number, moment: Moment): Promise<void> {
    const faults = this.#plan.faults.filter(({ from, to }) => from <= number && number < to);
    this.#around = { ...this.#around, faults };
    await this.#afterKills();
    for (const kill of this.#plan.kills.filter((one) => one.moment === number)) await this.#place.arm(kill);
    await this.#insist({ do: "ADVANCE", to: moment.at });
    await this.#insist({ do: "QUOTE", rows: moment.quotes });
    // The last statement of these may have been one too many, though they were answered.
    await this.#afterKills();
    const asks = moment.asks.flatMap((ask) => (ask.twice ? [ask, ask] : [ask]));
    const made = await Promise.all(asks.map((ask) => this.#requestOf(ask)));
    const requests = [...this.#unanswered, ...made.filter((request) => request !== null)];
    this.#unanswered = [];
    await Promise.all([
      ...requests.map((request) => this.#send(request)),
      this.#want({ do: "PUMP", rounds: moment.rounds }),
    ]);
    await this.#want({ do: "PUMP", rounds: moment.rounds });
    await this.#afterKills();
    this.#wait(this.#dice.below(SHORT_WAIT_MS));
    for (const sentence of await brokenInvariants(await this.#line.client()))
      this.#outcome.wrong.push(`after ${moment.name}: ${sentence}`);
  }

  #wait(ms: number): void {
    this.#around = { ...this.#around, wall: this.#around.wall + ms };
  }

  async #afterKills(): Promise<void> {
    if (!(await this.#place.revive())) return;
    this.#outcome.killed++;
    // It may have broken with the database.
    await this.#line.leave();
  }

  /** One try. Null when the portal was killed before it answered. */
  async #want(demand: Demand): Promise<Answer | null> {
    try {
      return await this.#place.portal.want(demand, this.#around);
    } catch (error) {
      if (error instanceof NoAnswer) return null;
      throw error;
    }
  }

  /** What has to happen: again until it has, whatever is killed meanwhile. */
  async #insist(demand: Demand): Promise<void> {
    let last: Answer | null = null;
    for (let attempt = 0; attempt < ATTEMPTS_AFTER_KILL; attempt++) {
      last = await this.#want(demand);
      if (last?.ok) return;
      await this.#afterKills();
    }
    throw new Error(`${demand.do} does not work: ${last && !last.ok ? last.message : "no answer"}`);
  }

  async #requestOf(ask: Ask): Promise<Request | null> {
    const who = emailOf(ask.who);
    const account = this.#accounts.get(who);
    if (!account) throw new Error(`${who} has no account`);
    const request = (path: string, input: Record<string, unknown>, by = who) => ({
      ask,
      who: by,
      path,
      input,
    });
    const { wish } = ask;
    const named = { accountId: account.id, clientOrderId: ask.name };
    switch (wish.kind) {
      case "PLACE":
        return request("orders.place", { ...named, ...wish.terms });
      case "GROUP":
        return request("orders.placeGroup", { ...named, ...wish.terms });
      case "CANCEL": {
        const orderId = this.#ids.get(wish.of);
        return orderId === undefined ? null : request("orders.cancel", { orderId });
      }
      case "REPLACE": {
        const orderId = this.#ids.get(wish.of);
        const input = { orderId, clientOrderId: ask.name, ...wish.terms };
        return orderId === undefined ? null : request("orders.replace", input);
      }
      case "DEPOSIT":
      case "WITHDRAW": {
        const bankLinkId = account.links[wish.kind === "DEPOSIT" && wish.isReturned ? "bad" : "good"];
        const transfer = {
          accountId: account.id,
          bankLinkId,
          clientTransferId: ask.name,
          amount: wish.amount,
        };
        return request(wish.kind === "DEPOSIT" ? "funding.deposit" : "funding.withdraw", transfer);
      }
      case "PLAN":
        return request("marketData.choose", {
          accountId: account.id,
          plan: wish.plan,
          monthlyPrice: wish.plan === "BASIC" ? "0" : "19.00",
        });
      default: {
        const fill = await this.#fill(wish.die);
        if (!fill) return null;
        const reason = "A drill of the fault runner.";
        return wish.kind === "BUST"
          ? request("clearing.bustFill", { execId: fill.execId, reason }, ADMIN)
          : request("clearing.correctFill", { ...fill, reason }, ADMIN);
      }
    }
  }

  /** A fill of today that stands, and what it may be corrected to. */
  async #fill(die: number): Promise<{ execId: string; quantity: string; price: string } | null> {
    const { rows } = await this.#query<{ exec_id: string; quantity: string; price: string }>(
      `select exec_id, trim_scale(quantity)::text as quantity, (price + 0.01)::numeric(28, 2)::text as price
       from street.venue_trade where busted_at is null and captured_at is null order by executed_at, exec_id`,
    );
    const row = rows[die % Math.max(1, rows.length)];
    return row ? { execId: row.exec_id, quantity: row.quantity, price: row.price } : null;
  }

  /** Sends one request; without an answer, or with one that says nothing, it comes again in the next moment. */
  async #send(request: Request): Promise<void> {
    this.#outcome.asked++;
    const { path, who, input, ask } = request;
    const answer = await this.#want({ do: "ASK", who, path, input });
    if (!answer || (!answer.ok && answer.code === null)) {
      const mayRepeat = !["BUST", "CORRECT"].includes(ask.wish.kind);
      if (mayRepeat) this.#unanswered.push(request);
      if (answer && !this.#mayFail())
        this.#outcome.wrong.push(`${ask.name} ${path} failed: ${messageOf(answer)}`);
      return;
    }
    if (answer.ok) this.#note(request, answer.value);
  }

  /** Whether the database may be away at the moment. */
  #mayFail(): boolean {
    return this.#plan.kills.length > 0;
  }

  #note({ ask, input }: Request, value: unknown): void {
    this.#outcome.acknowledged++;
    const { kind } = ask.wish;
    if (kind === "PLACE" || kind === "GROUP") {
      const views = (Array.isArray(value) ? value : [value]) as {
        id: string;
        clientOrderId: string;
        status: string;
      }[];
      const first = this.#ids.get(ask.name);
      if (first !== undefined && first !== views[0]?.id)
        this.#outcome.wrong.push(
          `${ask.name} was sent twice and is two orders: ${first} and ${views[0]?.id}`,
        );
      if (views[0]) this.#ids.set(ask.name, views[0].id);
      for (const { id, clientOrderId, status } of views)
        this.#promised.push({ kind: "ORDER", id, clientOrderId, isDenied: status === "DENIED" });
    }
    if (kind === "DEPOSIT" || kind === "WITHDRAW") {
      const { id } = value as { id: string };
      const first = this.#ids.get(ask.name);
      if (first !== undefined && first !== id)
        this.#outcome.wrong.push(`${ask.name} was sent twice and is two transfers: ${first} and ${id}`);
      this.#ids.set(ask.name, id);
      this.#promised.push({ kind: "TRANSFER", id, clientTransferId: ask.name });
    }
    if (kind === "CANCEL" || kind === "REPLACE")
      this.#promised.push({ kind, orderId: String(input.orderId) });
  }

  /** The faults end; who got no answer asks again; two days go by; refused files are fetched again. */
  async #recover(): Promise<void> {
    this.#around = { ...this.#around, faults: [] };
    await this.#afterKills();
    await this.#place.arm(null);
    for (let attempt = 0; this.#unanswered.length > 0 && attempt < ATTEMPTS_AFTER_KILL; attempt++) {
      const requests = this.#unanswered;
      this.#unanswered = [];
      for (const request of requests) await this.#send(request);
    }
    for (const { ask } of this.#unanswered) this.#outcome.wrong.push(`${ask.name} gets no answer any more`);
    await this.#rest();
    for (let days = 0; days < DAYS_AFTER; days++) {
      const { rows } = await this.#query<{ ceiling: Date }>("select ceiling from platform.exchange_clock");
      const today = localDateOf((rows[0]?.ceiling.getTime() ?? 0) as Parameters<typeof localDateOf>[0]);
      const to = instantAt(exchangeCalendar.nextTradingDay(today), "09:30");
      await this.#insist({ do: "ADVANCE", to });
      await this.#rest();
      await this.#retryImports();
    }
    this.#outcome.wrong.push(...(await broken(await this.#line.client(), this.#promised)));
  }

  async #retryImports(): Promise<void> {
    const { rows } = await this.#query<{ day: string }>(
      "select business_date::text as day from portal.eod_import where status = 'REFUSED' order by 1",
    );
    for (const { day: businessDate } of rows)
      await this.#insist({ do: "ASK", who: ADMIN, path: "clearing.retryImport", input: { businessDate } });
  }

  /** Lets everybody speak until nobody has anything to say. */
  async #rest(): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS_TO_REST; attempt++) {
      await this.#insist({ do: "PUMP", rounds: ROUNDS_TO_REST });
      const { rows } = await this.#query<{ waits: string }>(
        `select (select count(*) from portal.outbox where sent_at is null)
           + (select count(*) from street.command where processed_at is null)
           + (select count(*) from street.event) - (select coalesce(sum(last_seq), 0) from portal.inbound_cursor) as waits`,
      );
      if (rows[0]?.waits === "0") return;
      this.#wait(LONG_WAIT_MS);
    }
  }
}

const messageOf = (answer: Answer): string => (answer.ok ? "" : answer.message);

/** Lives through a plan and judges it. */
export const live = (plan: Plan, place: Place): Promise<Outcome> => new Life(plan, place).live();
