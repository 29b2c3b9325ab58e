import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { EodRow } from "@/domain/clearing/eod-files";
import { type EodFileName, eodFileName } from "@/domain/clearing/messages";
import { cashJournal, settlementJournal } from "@/domain/ledger/posting-rules";
import { money, quantity } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import { instantAt, type LocalDate, localDate, toColumn, toDate } from "@/domain/time/instant";
import { createAccount } from "@/prisma/factories/accounts";
import { publishedDay, tradeRow } from "@/prisma/factories/end-of-day";
import { createFill } from "@/prisma/factories/fills";
import { createActor } from "@/prisma/factories/users";
import { listBreaks } from "@/server/clearing/breaks";
import { fetchEndOfDay } from "@/server/clearing/fetch-end-of-day";
import { importEndOfDay } from "@/server/clearing/import-end-of-day";
import { desk, filePage, listImports, wholeFile } from "@/server/clearing/queries";
import type { EndOfDayEvent, EndOfDayFiles } from "@/server/clearing/read-files";
import { retryImport } from "@/server/clearing/retry-import";
import { postJournals } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import type { Prisma } from "@/server/platform/db";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";
import { AppError } from "@/domain/errors";

const database = await testDatabase();
const publishedFiles = new Map<string, EndOfDayFiles>();
let deps: TestDeps;
let admin: Actor;
let counter = 0;

beforeAll(async () => {
  deps = testDeps(database, {
    ports: {
      venues: { send: async () => {}, events: async () => [] },
      bank: { ...testDeps(database).ports.bank, send: async () => {}, events: async () => [] },
      clearing: {
        send: async () => {},
        events: async () => [],
        file: async (date, name) => {
          const text = publishedFiles.get(date)?.[name];
          if (text === null || text === undefined) throw new AppError("NOT_FOUND");
          return text;
        },
      },
    },
  });
  admin = await createActor(
    deps.db,
    { email: "desk@example.com", role: "ADMIN", displayName: "Desk" },
    deps.clock.now(),
  );
});

type Customer = { actor: Actor; accountId: string; number: string };

async function customer(): Promise<Customer> {
  const actor = await createActor(deps.db, { email: `books${++counter}@example.com` }, deps.clock.now());
  const account = await createAccount(deps.db, { owner: actor }, deps.clock.now());
  await deps.db.account.update({
    where: { id: account.id },
    data: { openedOn: toColumn(localDate("2026-01-02")) },
  });
  return { actor, accountId: account.id, number: account.number ?? "" };
}

/** Accounts of other tests are closed, so that each test's files hold all that is open. */
async function alone(): Promise<void> {
  await deps.db.account.updateMany({ where: { status: "OPEN" }, data: { status: "CLOSED" } });
  await deps.db.reconciliationBreak.deleteMany({});
}

/** Each test has a week of its own. */
let week = 0;
const nextDay = (): LocalDate => exchangeCalendar.addTradingDays(localDate("2026-02-02"), 5 * week++);

async function fund(who: Customer, day: LocalDate, amount: string, source = randomUUID()): Promise<string> {
  const posting = {
    source,
    accountId: who.accountId,
    amount: money(amount),
    on: day,
    exchangeAt: instantAt(day, "09:30"),
  };
  await postJournals(deps.db, [cashJournal("DEPOSIT", posting), cashJournal("DEPOSIT_RELEASE", posting)]);
  return source;
}

const importDay = (event: EndOfDayEvent, files: EndOfDayFiles) =>
  deps.db.$transaction((tx) => importEndOfDay(tx, deps, event, files));

const balance = (
  who: Customer,
  cash: string,
  more: Partial<EodRow<"balances">> = {},
): EodRow<"balances"> => ({
  accountNumber: who.number,
  tradeDateCash: cash,
  settledCash: cash,
  uncollected: "0",
  positionValue: "0",
  equity: cash,
  ...more,
});

const breaksNow = async () => {
  const { breaks } = await listBreaks(deps, { status: "OPEN" });
  return breaks.map(({ type, area, item, ours, theirs }) => ({ type, area, item, ours, theirs }));
};

const booksOf = async (day: LocalDate) => ({
  files: await deps.db.eodFile.count({ where: { businessDate: toColumn(day) } }),
  balances: await deps.db.eodBalance.count({ where: { businessDate: toColumn(day) } }),
  movements: await deps.db.eodMovement.count({ where: { businessDate: toColumn(day) } }),
  positions: await deps.db.eodPosition.count({ where: { businessDate: toColumn(day) } }),
  jobs: await deps.db.documentJob.count({ where: { subject: { contains: day } } }),
});

describe("a day's files that agree with our books", () => {
  it("are loaded under our account ids, kept byte for byte, and open no break", async () => {
    await alone();
    const who = await customer();
    const day = nextDay();
    const transferId = await fund(who, day, "10000");
    await deps.db.transfer.create({ data: await transferOf(who, transferId, day, "10000") });
    const fill = {
      symbol: "BAC",
      side: "BUY" as const,
      quantity: "100",
      price: "12.34",
    };
    const { orderId } = await createFill(deps.db, {
      ...fill,
      accountId: who.accountId,
      placedBy: who.actor.userId,
      execId: "agree-1",
      at: instantAt(day, "10:00"),
    });
    const trade = tradeRow(day, {
      ...fill,
      accountNumber: who.number,
      orderReference: orderId,
      execId: "agree-1",
    });
    const { event, files } = publishedDay(day, {
      trades: [trade],
      money: [
        { reference: transferId, accountNumber: who.number, kind: "DEPOSIT", amount: "10000", postedOn: day },
      ],
      positions: [
        {
          accountNumber: who.number,
          symbol: "BAC",
          tradeDateQty: "100",
          settledQty: "0",
          closePrice: "12.5",
          value: "1250",
        },
      ],
      balances: [balance(who, "8765", { settledCash: "10000", positionValue: "1250", equity: "10015" })],
    });
    await importDay(event, files);

    expect(await breaksNow()).toEqual([]);
    const stored = await deps.db.eodBalance.findUniqueOrThrow({
      where: { accountId_businessDate: { accountId: who.accountId, businessDate: toColumn(day) } },
    });
    expect([stored.settledCash, stored.unsettledCash, stored.equity, stored.netDeposits].map(String)).toEqual(
      ["10000", "-1235", "10015", "10000"],
    );
    expect((await wholeFile(deps, { businessDate: day, name: "trades" })).content).toBe(files.trades);
    const jobs = await deps.db.documentJob.findMany({ where: { accountId: who.accountId } });
    expect(jobs.map((job) => [job.kind, job.subject])).toEqual([["CONFIRM", day]]);
    const [imported] = await listImports(deps, {});
    expect(imported).toMatchObject({
      businessDate: day,
      status: "IMPORTED",
      openBreaks: 0,
      isLate: false,
    });
    const page = await filePage(deps, { businessDate: day, name: "positions", offset: 2 });
    expect(page.lines[0]).toBe(`ROW|${who.number}|BAC|100|0|12.5|1250`);
  });

  it("may come after reports of the next day were applied", async () => {
    await alone();
    const who = await customer();
    const day = nextDay();
    await fund(who, day, "500");
    await createFill(deps.db, {
      accountId: who.accountId,
      placedBy: who.actor.userId,
      execId: "early-1",
      symbol: "BAC",
      side: "BUY",
      quantity: "10",
      price: "12",
      at: instantAt(exchangeCalendar.nextTradingDay(day), "09:31"),
    });
    const { event, files } = publishedDay(day, { balances: [balance(who, "500")] });
    await importDay(event, files);
    expect(await breaksNow()).toEqual([]);
  });
});

async function transferOf(who: Customer, id: string, day: LocalDate, amount: string) {
  const link = await deps.db.bankLink.create({
    data: {
      id: randomUUID(),
      accountId: who.accountId,
      bankName: "First National",
      routingNumber: "021000021",
      numberCiphertext: "sealed",
      last4: "0000",
      kind: "CHECKING",
      status: "VERIFIED",
      createdAt: toDate(deps.clock.now()),
    },
  });
  return {
    id,
    accountId: who.accountId,
    bankLinkId: link.id,
    clientTransferId: id,
    direction: "DEPOSIT",
    amount,
    status: "AVAILABLE",
    requestedAt: toDate(deps.clock.now()),
    requestedOn: toColumn(day),
    settlesOn: toColumn(day),
  };
}

describe("files that are refused", () => {
  const refusals: [
    string,
    (day: LocalDate, good: ReturnType<typeof publishedDay>) => ReturnType<typeof publishedDay>,
    string,
  ][] = [
    [
      "missing",
      (_day, good) => ({ ...good, files: { ...good.files, positions: null } }),
      "The positions file of",
    ],
    [
      "cut off",
      (_day, good) => {
        const trades = good.files.trades?.slice(0, 60) ?? "";
        return withText(good, trades);
      },
      "cut off",
    ],
    [
      "altered on the way",
      (_day, good) => ({ ...good, files: { ...good.files, trades: `${good.files.trades} ` } }),
      "is not the one that was announced",
    ],
    [
      "of another day",
      (day, good) =>
        withText(good, publishedDay(exchangeCalendar.previousTradingDay(day), {}).files.trades ?? ""),
      "it is for",
    ],
    [
      "another file under its name",
      (_day, good) => withText(good, good.files.money ?? ""),
      'it calls itself "money"',
    ],
    [
      "of a day that has not ended",
      (day, good) => ({
        ...good,
        event: { ...good.event, at: `${exchangeCalendar.previousTradingDay(day)}T21:00:00.000Z` },
      }),
      "has not ended",
    ],
    [
      "fewer rows than announced",
      (_day, good) => ({
        ...good,
        event: {
          ...good.event,
          files: good.event.files.map((file) => (file.name === "balances" ? { ...file, records: 7 } : file)),
        },
      }),
      "7 were announced",
    ],
  ];

  it.each(refusals)("%s: nothing is changed but the reason noted", async (_name, spoil, words) => {
    await alone();
    const who = await customer();
    const day = nextDay();
    const good = publishedDay(day, { balances: [balance(who, "0")] });
    const { event, files } = spoil(day, good);
    await importDay(event, files);
    expect(await booksOf(day)).toEqual({ files: 0, balances: 0, movements: 0, positions: 0, jobs: 0 });
    expect(await breaksNow()).toEqual([]);
    const [refused] = await listImports(deps, { before: exchangeCalendar.nextTradingDay(day) });
    expect(refused).toMatchObject({ businessDate: day, status: "REFUSED" });
    expect(refused?.reason).toContain(words);

    // The good files come later: the day is fetched again and imported once.
    publishedFiles.set(day, good.files);
    await deps.db.eodImport.update({
      where: { businessDate: toColumn(day) },
      data: { detail: { event: good.event, reason: refused?.reason ?? "" } },
    });
    const retried = await retryImport(deps, admin, { businessDate: day });
    expect(retried).toMatchObject({ status: "IMPORTED", isLate: true });
    await expect(retryImport(deps, admin, { businessDate: day })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  function withText(good: ReturnType<typeof publishedDay>, trades: string): ReturnType<typeof publishedDay> {
    const spoilt = publishedDay(localDate(good.event.businessDate), {});
    const sha = spoilt.event.files.map((file) => file.sha256);
    expect(sha).toHaveLength(eodFileName.options.length);
    return {
      files: { ...good.files, trades },
      event: {
        ...good.event,
        files: good.event.files.map((file) =>
          file.name === "trades" ? { ...file, sha256: digestOf(trades) } : file,
        ),
      },
    };
  }

  type Published = ReturnType<typeof publishedDay>;
  /** A file with another text, announced as that text (or still as the one that it was). */
  const replaced = (
    good: Published,
    name: EodFileName,
    text: string | null,
    isAnnounced: boolean,
  ): Published => ({
    files: { ...good.files, [name]: text },
    event: {
      ...good.event,
      files: good.event.files.map((file) =>
        file.name === name && isAnnounced && text !== null ? { ...file, sha256: digestOf(text) } : file,
      ),
    },
  });
  const ways: [string, (good: Published, before: Published, name: EodFileName) => Published, RegExp][] = [
    ["missing", (good, _before, name) => replaced(good, name, null, false), /is missing/],
    [
      "cut off on the way",
      (good, _before, name) => replaced(good, name, good.files[name]?.slice(0, -70) ?? "", false),
      /not the one that was announced/,
    ],
    [
      "cut off where it was made",
      (good, _before, name) => replaced(good, name, good.files[name]?.slice(0, -70) ?? "", true),
      /cut off/,
    ],
    [
      "altered where it was made",
      (good, _before, name) =>
        replaced(good, name, good.files[name]?.replace("COLUMNS|", "COLUMNS|x") ?? "", true),
      /unknown column/,
    ],
    [
      "with another checksum",
      (good, _before, name) =>
        replaced(
          good,
          name,
          good.files[name]?.replace(/[0-9a-f]\n$/, (end) => `${end[0] === "0" ? 1 : 0}\n`) ?? "",
          true,
        ),
      /checksum does not fit/,
    ],
    [
      "the day before's once more",
      (good, before, name) => replaced(good, name, before.files[name], true),
      /it is for/,
    ],
  ];

  it.each(ways)("each of them, %s: one sentence, and nothing changed", async (_how, spoil, words) => {
    await alone();
    const who = await customer();
    for (const name of eodFileName.options) {
      const day = nextDay();
      const before = publishedDay(exchangeCalendar.previousTradingDay(day), {
        balances: [balance(who, "0")],
      });
      const { event, files } = spoil(publishedDay(day, { balances: [balance(who, "0")] }), before, name);
      await importDay(event, files);
      expect(await booksOf(day)).toEqual({ files: 0, balances: 0, movements: 0, positions: 0, jobs: 0 });
      const [refused] = await listImports(deps, { before: exchangeCalendar.nextTradingDay(day) });
      expect(refused).toMatchObject({ businessDate: day, status: "REFUSED" });
      expect(refused?.reason).toMatch(words);
      expect(refused?.reason).toContain(name);
      expect(refused?.reason).toMatch(/Nothing was changed\.$/);
    }
    expect(await breaksNow()).toEqual([]);
  });

  it("contradictory figures are refused with their account", async () => {
    await alone();
    const who = await customer();
    const day = nextDay();
    const { event, files } = publishedDay(day, { balances: [balance(who, "100", { equity: "101" })] });
    await importDay(event, files);
    const [refused] = await listImports(deps, { before: exchangeCalendar.nextTradingDay(day) });
    expect(refused?.reason).toBe(
      `The equity of account ${who.number} is not its cash and positions. Nothing was changed.`,
    );
    const now = deps.clock.now();
    deps.clock.set(instantAt(exchangeCalendar.nextTradingDay(day), "10:00"));
    expect(await desk(deps)).toMatchObject({ missingDays: expect.arrayContaining([day]), awaiting: null });
    deps.clock.set(instantAt(exchangeCalendar.addTradingDays(day, 2), "10:00"));
    const following = exchangeCalendar.nextTradingDay(day);
    expect((await desk(deps)).awaiting).toBe(following);
    expect((await desk(deps)).missingDays).not.toContain(following);
    deps.clock.set(now);
  });

  it("a day that comes a second time stays as it was", async () => {
    await alone();
    const who = await customer();
    const day = nextDay();
    await fund(who, day, "100");
    const first = publishedDay(day, { balances: [balance(who, "100")] });
    await importDay(first.event, first.files);
    const second = publishedDay(day, { balances: [balance(who, "999")] });
    await importDay(second.event, second.files);
    const stored = await deps.db.eodBalance.findFirstOrThrow({ where: { accountId: who.accountId } });
    expect(String(stored.equity)).toBe("100");
    expect((await listImports(deps, { before: exchangeCalendar.nextTradingDay(day) }))[0]?.status).toBe(
      "IMPORTED",
    );
    const noted = await deps.db.auditEvent.findMany({
      where: { subjectId: day, action: "clearing.day_refused" },
    });
    expect(noted).toHaveLength(1);
  });

  it("are fetched as missing when the clearing firm does not have them", async () => {
    const { event } = publishedDay(nextDay(), {});
    expect(await fetchEndOfDay(deps, event)).toEqual(
      Object.fromEntries(eodFileName.options.map((name) => [name, null])),
    );
  });
});

const digestOf = (text: string) => createHash("sha256").update(text).digest("hex");

describe("differences", () => {
  it("are typed, named with both sides, and change nothing of ours", async () => {
    await alone();
    const who = await customer();
    const unknownHere = await customer();
    const day = nextDay();
    await fund(who, day, "1000");
    const ours = {
      accountId: who.accountId,
      placedBy: who.actor.userId,
      symbol: "BAC",
      side: "BUY" as const,
      at: instantAt(day, "11:00"),
    };
    const both = await createFill(deps.db, { ...ours, execId: "d-price", quantity: "10", price: "10" });
    const onlyOurs = await createFill(deps.db, { ...ours, execId: "d-ours", quantity: "5", price: "10" });
    const late = await createFill(deps.db, { ...ours, execId: "d-late", quantity: "1", price: "10" });
    const onlyTheirs = randomUUID();
    const theirs = { accountNumber: who.number, symbol: "BAC", side: "BUY" as const };
    const transferId = randomUUID();
    const before = await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: who.accountId } });
    const { event, files } = publishedDay(day, {
      trades: [
        tradeRow(day, {
          ...theirs,
          orderReference: both.orderId,
          execId: "d-price",
          quantity: "10",
          price: "10.01",
        }),
        tradeRow(day, {
          ...theirs,
          orderReference: onlyTheirs,
          execId: "d-theirs",
          quantity: "7",
          price: "10",
        }),
        {
          ...tradeRow(day, {
            ...theirs,
            orderReference: late.orderId,
            execId: "d-late",
            quantity: "1",
            price: "10",
          }),
          settlementDate: exchangeCalendar.addTradingDays(day, 5),
        },
      ],
      money: [
        { reference: transferId, accountNumber: who.number, kind: "DEPOSIT", amount: "50", postedOn: day },
      ],
      positions: [
        {
          accountNumber: who.number,
          symbol: "AIG",
          tradeDateQty: "3",
          settledQty: "3",
          closePrice: "1",
          value: "3",
        },
        {
          accountNumber: who.number,
          symbol: "BAC",
          tradeDateQty: "18",
          settledQty: "0",
          closePrice: "1",
          value: "18",
        },
      ],
      balances: [
        balance(who, "900", { settledCash: "1050", uncollected: "50", positionValue: "21", equity: "921" }),
        { ...balance(who, "0"), accountNumber: "RT-00000001" },
      ],
    });
    await importDay(event, files);

    const fee = ", commission 1, fees 0";
    expect(await breaksNow()).toEqual(
      expect.arrayContaining([
        { area: "ACCOUNT", type: "MISSING_HERE", item: "RT-00000001", ours: null, theirs: "in the files" },
        { area: "ACCOUNT", type: "MISSING_THERE", item: unknownHere.number, ours: "open", theirs: null },
        { area: "CASH", type: "AMOUNT", item: `${who.number} uncollected`, ours: "0", theirs: "50" },
        { area: "CASH", type: "AMOUNT", item: `${who.number} unsettled`, ours: "-163", theirs: "-150" },
        { area: "POSITION", type: "MISSING_HERE", item: `${who.number} AIG`, ours: null, theirs: "3" },
        {
          area: "POSITION",
          type: "MISSING_HERE",
          item: `${who.number} AIG settled`,
          ours: null,
          theirs: "3",
        },
        { area: "POSITION", type: "AMOUNT", item: `${who.number} BAC`, ours: "16", theirs: "18" },
        {
          area: "TRADE",
          type: "AMOUNT",
          item: "d-price",
          ours: `BUY 10 BAC at 10${fee}`,
          theirs: `BUY 10 BAC at 10.01${fee}`,
        },
        {
          area: "TRADE",
          type: "MISSING_HERE",
          item: "d-theirs",
          ours: null,
          theirs: `BUY 7 BAC at 10${fee}`,
        },
        { area: "TRADE", type: "MISSING_THERE", item: "d-ours", ours: `BUY 5 BAC at 10${fee}`, theirs: null },
        expect.objectContaining({ area: "TRADE", type: "AS_OF", item: "d-late" }),
        { area: "MONEY", type: "MISSING_HERE", item: transferId, ours: null, theirs: "deposit of 50" },
      ]),
    );
    expect((await breaksNow()).length).toBe(12);
    expect(await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: who.accountId } })).toEqual(
      before,
    );
    expect(onlyOurs.orderId).not.toBe(both.orderId);
  });

  it("that stay as they are age; one that grows is a new break; a trade booked twice is a duplicate", async () => {
    await alone();
    const who = await customer();
    const day = nextDay();
    const second = exchangeCalendar.nextTradingDay(day);
    const third = exchangeCalendar.nextTradingDay(second);
    await fund(who, day, "100");
    const { orderId } = await createFill(deps.db, {
      accountId: who.accountId,
      placedBy: who.actor.userId,
      execId: "twice",
      symbol: "BAC",
      side: "BUY",
      quantity: "1",
      price: "10",
      at: instantAt(day, "11:00"),
    });
    const trade = tradeRow(day, {
      accountNumber: who.number,
      orderReference: orderId,
      execId: "twice",
      symbol: "BAC",
      side: "BUY",
      quantity: "1",
      price: "10",
    });
    const held = {
      accountNumber: who.number,
      symbol: "BAC",
      tradeDateQty: "1",
      settledQty: "0",
      closePrice: "10",
      value: "10",
    };
    const rows = (settled: string) => ({
      positions: [held],
      balances: [
        balance(who, String(Number(settled) - 11), {
          settledCash: settled,
          positionValue: "10",
          equity: String(Number(settled) - 1),
        }),
      ],
    });
    const days = [
      publishedDay(day, { ...rows("95"), trades: [trade] }),
      publishedDay(second, { ...rows("95"), trades: [trade] }),
      publishedDay(third, rows("90")),
    ];
    for (const { event, files } of days) await importDay(event, files);
    const { breaks } = await listBreaks(deps, { status: "OPEN" });
    expect(breaks.map((row) => [row.businessDate, row.area, row.type, row.ours, row.theirs])).toEqual([
      [day, "CASH", "AMOUNT", "100", "95"],
      [second, "TRADE", "DUPLICATE", `booked ${day}`, `booked again ${second}`],
      [third, "CASH", "AMOUNT", "100", "90"],
    ]);
  });

  it("are not made by a day that was refused: its money is compared when it is imported after all", async () => {
    await alone();
    const who = await customer();
    const day = nextDay();
    const refused = exchangeCalendar.nextTradingDay(day);
    const third = exchangeCalendar.nextTradingDay(refused);
    const before = publishedDay(day, { balances: [balance(who, "0")] });
    await importDay(before.event, before.files);
    const transferId = await fund(who, refused, "70");
    await deps.db.transfer.create({ data: await transferOf(who, transferId, refused, "70") });
    const missed = publishedDay(refused, { balances: [balance(who, "70")] });
    await importDay(missed.event, { ...missed.files, money: null });
    const after = publishedDay(third, { balances: [balance(who, "70")] });
    await importDay(after.event, after.files);
    expect(await breaksNow()).toEqual([]);
    // The files that come at last lack the deposit: now it is missing there.
    publishedFiles.set(refused, missed.files);
    await retryImport(deps, admin, { businessDate: refused });
    expect(await breaksNow()).toMatchObject([{ type: "MISSING_THERE", area: "MONEY", item: transferId }]);
  });
});

describe("money that we booked and the files lack", () => {
  it("is missing there, with each entry of its own: a wire's fee, the other side of a journal, a return", async () => {
    await alone();
    const who = await customer();
    const other = await customer();
    const day = nextDay();
    const at = instantAt(day, "11:00");
    await fund(who, day, "1000");
    const made = async (amount: string, more: Partial<Prisma.TransferUncheckedCreateInput>) => {
      const id = randomUUID();
      await deps.db.transfer.create({ data: { ...(await transferOf(who, id, day, amount)), ...more } });
      const to = { source: id, accountId: who.accountId, amount: money(amount), on: day, exchangeAt: at };
      return { id, to };
    };
    const out = { direction: "WITHDRAWAL", bankLinkId: null };
    const wire = await made("100", { ...out, method: "WIRE", fee: "25" });
    const between = await made("40", { ...out, method: "JOURNAL", counterAccountId: other.accountId });
    const returned = await made("7", { status: "RETURNED" });
    await postJournals(deps.db, [
      cashJournal("WIRE_OUT", wire.to),
      cashJournal("WIRE_FEE", { ...wire.to, amount: money("25") }),
      cashJournal("JOURNAL_OUT", between.to),
      cashJournal("JOURNAL_IN", { ...between.to, accountId: other.accountId }),
      cashJournal("DEPOSIT", returned.to),
      cashJournal("DEPOSIT_RETURN_UNCOLLECTED", returned.to),
    ]);
    const row = (reference: string, kind: EodRow<"money">["kind"], amount: string) => ({
      reference,
      accountNumber: who.number,
      kind,
      amount,
      postedOn: day,
      symbol: "",
    });
    const { event, files } = publishedDay(day, {
      money: [
        row(wire.id, "WIRE_OUT", "100"),
        row(between.id, "JOURNAL_OUT", "40"),
        row(returned.id, "DEPOSIT", "7"),
      ],
      balances: [balance(who, "835"), balance(other, "40")],
    });
    await importDay(event, files);
    const found = await breaksNow();
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        {
          type: "MISSING_THERE",
          area: "MONEY",
          item: `${wire.id}:FEE`,
          ours: "wire fee of 25",
          theirs: null,
        },
        {
          type: "MISSING_THERE",
          area: "MONEY",
          item: `${between.id}:IN`,
          ours: "journal in of 40",
          theirs: null,
        },
        {
          type: "MISSING_THERE",
          area: "MONEY",
          item: `${returned.id}:RETURN`,
          ours: "deposit return of 7",
          theirs: null,
        },
      ]),
    );
  });
});

describe("a refused day that is fetched again", () => {
  /** A day that was refused; by the next one there was a deposit, a sale, and the day's purchase has settled. */
  async function movedOn(settledThen: string) {
    await alone();
    const who = await customer();
    const day = nextDay();
    const next = exchangeCalendar.nextTradingDay(day);
    await fund(who, day, "1000");
    const trade = { symbol: "BAC", side: "BUY" as const, quantity: "100", price: "1" };
    const owner = { accountId: who.accountId, placedBy: who.actor.userId };
    const execId = `then-${day}`;
    const fill = { ...trade, ...owner, execId, at: instantAt(day, "10:00") };
    const { orderId, executionId } = await createFill(deps.db, fill);
    const good = publishedDay(day, {
      trades: [tradeRow(day, { ...trade, accountNumber: who.number, orderReference: orderId, execId })],
      positions: [
        {
          accountNumber: who.number,
          symbol: "BAC",
          tradeDateQty: "100",
          settledQty: "0",
          closePrice: "1",
          value: "100",
        },
      ],
      balances: [
        balance(who, String(Number(settledThen) - 101), {
          settledCash: settledThen,
          positionValue: "100",
          equity: String(Number(settledThen) - 1),
        }),
      ],
    });
    await importDay(good.event, { ...good.files, trades: null });
    await fund(who, next, "500");
    const sale = {
      side: "SELL" as const,
      quantity: "40",
      execId: `later-${day}`,
      at: instantAt(next, "10:00"),
    };
    await createFill(deps.db, { ...fill, ...sale });
    const settled = {
      executionId,
      accountId: who.accountId,
      side: "BUY" as const,
      symbol: "BAC",
      shares: quantity("100"),
      gross: money("100"),
      commission: money("1"),
      regulatoryFees: money("0"),
      tradeDate: day,
      settlementDate: next,
      exchangeAt: fill.at,
    };
    await postJournals(deps.db, [settlementJournal(settled, instantAt(next, "16:00"))]);
    publishedFiles.set(day, good.files);
    return { who, day };
  }

  it("is compared with our books as they stood at its end", async () => {
    const { day } = await movedOn("1000");
    expect(await retryImport(deps, admin, { businessDate: day })).toMatchObject({
      status: "IMPORTED",
      isLate: true,
    });
    expect(await breaksNow()).toEqual([]);
  });

  it("brings up what differed then, once", async () => {
    const { who, day } = await movedOn("990");
    const found = {
      type: "AMOUNT",
      area: "CASH",
      item: `${who.number} settled`,
      ours: "1000",
      theirs: "990",
    };
    await retryImport(deps, admin, { businessDate: day });
    expect(await breaksNow()).toEqual([found]);
  });

  it("does not bring up again what a later day's files have shown and somebody has resolved", async () => {
    const { who, day } = await movedOn("990");
    const next = exchangeCalendar.nextTradingDay(day);
    await deps.db.reconciliationBreak.create({
      data: {
        id: randomUUID(),
        businessDate: toColumn(next),
        type: "AMOUNT",
        area: "CASH",
        accountId: who.accountId,
        item: `${who.number} settled`,
        ours: "1399",
        theirs: "1389",
        status: "RESOLVED",
        openedAt: toDate(instantAt(next, "16:00")),
      },
    });
    await retryImport(deps, admin, { businessDate: day });
    expect(await breaksNow()).toEqual([]);
  });
});
