import { demoActor, hash, join } from "@/prisma/seed/join";
import { DEMO_LOGINS } from "@/prisma/seed/logins";
import { type DemoPerson, demoPeople } from "@/prisma/seed/people";
import { hireStaff, protectInvestor } from "@/prisma/seed/staff";
import { applicationAnswers } from "@/prisma/factories/application-answers";
import { createUser } from "@/prisma/factories/users";
import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { DECLARATION_VERSION } from "@/domain/market-data/subscriber";
import { money } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, instant, type LocalDate, localDateOf } from "@/domain/time/instant";
import { asPerson, DEMO_TRADING_DAYS, type Installation } from "@/server/compose";
import { lastOpenBefore, wallClock } from "@/server/platform/clock";
import type { Actor } from "@/server/platform/actor";
import { idFrom } from "@/server/platform/ids";

export type Progress = (done: number, total: number, label: string) => void;

const MINUTE = 60_000;
/** Dollars of usable cash from which the demo investor takes the Level II plan. */
const LEVEL_TWO_FROM = "1000";
/** When customers place their orders, in minutes after the open. */
const ORDER_TIMES = [20, 190];

/**
 * Lives the demo world's history by the engine that serves customers: they sign up, apply, are approved, deposit, and
 * trade day by day until the present. Everything has a name made from its day and its person, so a life that was
 * interrupted goes on where it stopped and does nothing twice.
 */
export class DemoLife {
  readonly #people: DemoPerson[];
  readonly #present: LocalDate = localDateOf(lastOpenBefore(wallClock()));
  readonly #firstDay: LocalDate;
  readonly #installation: Installation;

  constructor(installation: Installation) {
    this.#installation = installation;
    const investor = DEMO_LOGINS.find((login) => login.role === "INVESTOR");
    if (!investor) throw new Error("the demo has an investor");
    this.#people = demoPeople(investor);
    this.#firstDay = exchangeCalendar.addTradingDays(this.#present, -DEMO_TRADING_DAYS);
  }

  async live(tell: Progress): Promise<void> {
    const { deps, pump } = this.#installation;
    tell(0, DEMO_TRADING_DAYS, "the broker's staff");
    await deps.controls.setRate(0);
    await hireStaff(deps);
    for (;;) {
      const today = await deps.clock.exchangeToday();
      const dayNumber = exchangeCalendar.tradingDays(this.#firstDay, today).length - 1;
      if (today >= this.#present) break;
      tell(Math.max(0, dayNumber), DEMO_TRADING_DAYS, today);
      await this.#day(today, dayNumber);
      await pump.run(400);
    }
    await this.#today();
    await deps.controls.setRate(1);
    tell(DEMO_TRADING_DAYS, DEMO_TRADING_DAYS, "the present");
  }

  async #day(today: LocalDate, dayNumber: number): Promise<void> {
    const { deps, pump } = this.#installation;
    const session = exchangeCalendar.session(today);
    if (!session) throw new Error(`${today} is a trading day`);
    for (const person of this.#people.filter((candidate) => candidate.joinsOnDay === dayNumber))
      await join(deps, person, person === this.#people[0] ? () => protectInvestor(deps) : undefined);
    await pump.run(400);
    await this.#chooseLevelTwo();
    await this.#fundNewcomers();
    for (const minutes of ORDER_TIMES) {
      const at = instant(session.open + minutes * MINUTE);
      if ((await deps.clock.exchangeNow()) < at) await this.#advance(at);
      for (const person of this.#people) await this.#mayTrade(person, today, minutes);
      await pump.run(400);
    }
    const next = exchangeCalendar.session(exchangeCalendar.nextTradingDay(today));
    if (next) await this.#advance(next.open);
  }

  async #advance(at: Instant): Promise<void> {
    const { deps, pump } = this.#installation;
    await deps.controls.advanceTo(at);
    deps.clock.refresh();
    await pump.run(400);
  }

  /** The investor whom a visitor can be reads the venues' books, and pays for them month by month. */
  async #chooseLevelTwo(): Promise<void> {
    const { deps } = this.#installation;
    const [investor] = this.#people;
    const account = investor && (await this.#account(investor));
    if (!account || account.status !== "OPEN") return;
    const customer = asPerson(deps, account.actor);
    if ((await customer.marketData.mine()).kind) return;
    // Not before the first deposit may be used: a month that cannot be paid would end the plan.
    const { cash } = await customer.portfolio.get({ accountId: account.id });
    if (!money(cash.available).gt(LEVEL_TWO_FROM)) return;
    const none = { registered: false, adviser: false, institution: false, business: false, others: false };
    const { prices } = await customer.marketData.declare({ version: DECLARATION_VERSION, answers: none });
    const monthlyPrice = prices.LEVEL_II.NON_PROFESSIONAL;
    await customer.marketData.choose({ accountId: account.id, plan: "LEVEL_II", monthlyPrice });
  }

  /** Whoever has an account and no bank yet links one and deposits. */
  async #fundNewcomers(): Promise<void> {
    const { deps, pump } = this.#installation;
    const linked: { person: DemoPerson; accountId: string; bankLinkId: string }[] = [];
    for (const person of this.#people) {
      const account = await this.#account(person);
      if (!account || account.transfers > 0) continue;
      const customer = asPerson(deps, account.actor);
      const links = await customer.funding.links({ accountId: account.id });
      const link =
        links[0] ??
        (await customer.funding.linkBank({
          accountId: account.id,
          bankName: "First National Bank",
          routingNumber: "021000021",
          accountNumber: `88${String(hash(person.email) % 10 ** 8).padStart(8, "3")}7`,
          kind: "CHECKING",
        }));
      linked.push({ person, accountId: account.id, bankLinkId: link.id });
    }
    if (linked.length === 0) return;
    await pump.run(400);
    for (const { person, accountId, bankLinkId } of linked) {
      const customer = asPerson(deps, await this.#actor(person.email));
      // A server that runs beside us may be the one who hears the bank, a little later: then the deposit is tomorrow's.
      const links = await customer.funding.links({ accountId });
      if (links.find((link) => link.id === bankLinkId)?.status !== "VERIFIED") continue;
      await customer.funding.deposit({
        accountId,
        bankLinkId,
        clientTransferId: "demo-first-deposit",
        amount: person.deposit,
      });
    }
    await pump.run(400);
  }

  async #mayTrade(person: DemoPerson, today: LocalDate, minutes: number): Promise<void> {
    const dice = (what: string, sides: number) => hash(`${person.email} ${today} ${minutes} ${what}`) % sides;
    if (dice("whether", 200) >= person.activity) return;
    const account = await this.#account(person);
    if (!account || account.status !== "OPEN") return;
    const { deps } = this.#installation;
    const customer = asPerson(deps, account.actor);
    const held = await customer.portfolio.get({ accountId: account.id });
    const clientOrderId = `demo-${today}-${minutes}`;
    const sellable = held.positions.filter(
      (position) => Number(position.quantity) - Number(position.reserved) >= 2,
    );
    const sells = sellable.length > 0 && dice("side", 100) < 35;
    const symbol = sells
      ? pick(sellable, dice("which", 1000)).symbol
      : pick(person.likes, dice("which", 1000));
    const [quote] = await customer.market.quotes({ symbols: [symbol] });
    const price = Number((sells ? quote?.bid : quote?.ask) ?? 0);
    if (price <= 0) return;
    const mine = held.positions.find((position) => position.symbol === symbol);
    const budget = Number(held.cash.available) * (0.08 + dice("size", 20) / 100);
    const wanted = sells
      ? Math.ceil((Number(mine?.quantity ?? 0) - Number(mine?.reserved ?? 0)) / (1 + dice("part", 2)))
      : Math.floor(budget / (price * 1.06));
    const quantity = Math.min(wanted, 20_000);
    if (quantity < 1) return;
    const order = {
      accountId: account.id,
      clientOrderId,
      symbol,
      side: sells ? ("SELL" as const) : ("BUY" as const),
      quantity: String(quantity),
    };
    if (dice("type", 100) < 55) {
      await customer.orders.place({ ...order, isConfirmed: true, type: "MARKET", timeInForce: "DAY" });
      return;
    }
    // A limit a little better than the market: some fill within the day, some expire, as in life.
    const away = 1 + ((sells ? 1 : -1) * dice("away", 12)) / 1000;
    const limit = price * away;
    await customer.orders.place({
      isConfirmed: true,
      ...order,
      type: "LIMIT",
      timeInForce: "DAY",
      limitPrice: limit >= 1 ? limit.toFixed(2) : limit.toFixed(4),
    });
  }

  /** The present morning: an application waits for the visitor at the desk, and the investor has an order working. */
  async #today(): Promise<void> {
    const { deps, pump } = this.#installation;
    const investor = this.#people[0];
    const account = investor ? await this.#account(investor) : null;
    if (investor && account) {
      const customer = asPerson(deps, account.actor);
      const [quote] = await customer.market.quotes({ symbols: ["AAPL"] });
      const bid = Number(quote?.bid ?? 0);
      if (bid > 0)
        await customer.orders.place({
          isConfirmed: true,
          accountId: account.id,
          clientOrderId: "demo-working",
          symbol: "AAPL",
          side: "BUY",
          type: "LIMIT",
          timeInForce: "GTC",
          quantity: "5",
          limitPrice: (bid * 0.94).toFixed(2),
        });
    }
    await this.#applicant();
    await pump.run(400);
    if (investor && account) await this.#wires(investor, account);
  }

  /** A wire has come for the investor, and one that shall go out waits for the desk's call. */
  async #wires(person: DemoPerson, account: { id: string; actor: Actor }): Promise<void> {
    const { deps, pump } = this.#installation;
    const wires = await deps.db.transfer.count({ where: { accountId: account.id, method: "WIRE" } });
    const { number } = await deps.db.account.findUniqueOrThrow({ where: { id: account.id } });
    if (wires === 0 && number && deps.env.APP_MODE !== "production")
      await deps.controls.receiveWire({
        accountNumber: number,
        amount: money("15000.00"),
        originatorName: person.name,
        originatorBank: "Harbor Trust Company",
      });
    await pump.run(400);
    await asPerson(deps, account.actor).funding.sendWire({
      accountId: account.id,
      clientTransferId: "demo-wire",
      amount: "8000.00",
      beneficiaryName: person.name,
      bankName: "Lakeshore Bank",
      routingNumber: "071000013",
      accountNumber: "4400129917",
      purpose: "Closing of a house purchase",
    });
    await pump.run(400);
  }

  async #applicant(): Promise<void> {
    const { deps } = this.#installation;
    const email = "walter.brandt@customers.example";
    if (await deps.db.user.findUnique({ where: { email } })) return;
    await createUser(deps.db, { email, displayName: "Walter Brandt" }, deps.clock.now());
    const customer = asPerson(deps, await this.#actor(email));
    const application = await customer.applications.start({ accountType: "INDIVIDUAL_CASH" });
    const answers = applicationAnswers({
      firstName: "Walter",
      lastName: "Brandt",
      birthDate: "1968-11-02",
      ssn: "214337710",
    });
    for (const step of ACCOUNT_TYPES.INDIVIDUAL_CASH.steps) {
      const save = { applicationId: application.id, step, answers: answers[step] } as Parameters<
        typeof customer.applications.saveStep
      >[0];
      await customer.applications.saveStep(save);
    }
    await customer.applications.submit({ applicationId: application.id });
  }

  #actor = (email: string): Promise<Actor> => demoActor(this.#installation.deps, email);

  async #account(
    person: DemoPerson,
  ): Promise<{ id: string; status: string; transfers: number; actor: Actor } | null> {
    const account = await this.#installation.deps.db.account.findFirst({
      where: {
        holders: { some: { userId: (await this.#user(person.email))?.id ?? idFrom("nobody") } },
        number: { not: null },
      },
      select: { id: true, status: true, _count: { select: { transfers: true } } },
    });
    return (
      account && {
        id: account.id,
        status: account.status,
        transfers: account._count.transfers,
        actor: await this.#actor(person.email),
      }
    );
  }

  #user = (email: string) =>
    this.#installation.deps.db.user.findUnique({ where: { email }, select: { id: true } });
}

const pick = <T>(list: readonly T[], die: number): T => list[die % list.length] as T;
