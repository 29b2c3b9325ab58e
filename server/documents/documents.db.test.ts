import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildStatement } from "@/domain/statements/statement";
import { statementPaper } from "@/domain/statements/statement-paper";
import { exchangeCalendar } from "@/domain/time/calendar";
import { instantAt, type LocalDate, localDate, toColumn } from "@/domain/time/instant";
import { createAccount } from "@/prisma/factories/accounts";
import { FirmBooks, tradingDaysOf } from "@/prisma/factories/end-of-day";
import { createFill } from "@/prisma/factories/fills";
import { createActor } from "@/prisma/factories/users";
import { importEndOfDay } from "@/server/clearing";
import { runPaperMill } from "@/server/documents/paper-mill";
import { openPress } from "@/server/documents/press";
import { listDocuments, markRead, openDocument, paperProgress } from "@/server/documents/queries";
import { statementFacts } from "@/server/documents/statement-books";
import type { Actor } from "@/server/platform/actor";
import { sha256 } from "@/server/platform/crypto";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
let deps: TestDeps;
let owner: Actor;
let stranger: Actor;
let accountId: string;
let number: string;
let orderId: string;

const BUY_DAY = localDate("2026-10-06");
const SELL_DAY = localDate("2026-10-30");

/** Lives through September's end and October 2026: a deposit, a purchase in two fills, a late sale. */
beforeAll(async () => {
  deps = testDeps(database);
  owner = await createActor(
    deps.db,
    { email: "owner@example.com", displayName: "Zoë Łukasz 李" },
    deps.clock.now(),
  );
  stranger = await createActor(deps.db, { email: "stranger@example.com" }, deps.clock.now());
  const account = await createAccount(deps.db, { owner }, deps.clock.now());
  accountId = account.id;
  number = account.number ?? "";
  await deps.db.account.update({
    where: { id: accountId },
    data: { openedOn: toColumn(localDate("2026-09-28")) },
  });
  await createAccount(deps.db, { owner: stranger }, deps.clock.now());

  const books = new FirmBooks();
  books.open(number);
  const fill = { accountId, placedBy: owner.userId, symbol: "BAC", side: "BUY" as const };
  const first = await createFill(deps.db, {
    ...fill,
    execId: "B-1",
    quantity: "60",
    price: "40",
    at: instantAt(BUY_DAY, "10:30:01"),
  });
  orderId = first.orderId;
  await createFill(deps.db, {
    ...fill,
    orderId,
    execId: "B-2",
    quantity: "40",
    price: "40.05",
    at: instantAt(BUY_DAY, "10:30:02"),
  });
  const days: LocalDate[] = [localDate("2026-09-30"), ...tradingDaysOf("2026-10")];
  for (const day of days) {
    const trade = { accountNumber: number, orderReference: orderId, symbol: "BAC" };
    if (day === "2026-09-30") {
      books.moveMoney(day, {
        accountNumber: number,
        reference: randomUUID(),
        kind: "DEPOSIT",
        amount: "10000",
      });
    }
    if (day === BUY_DAY) {
      books.trade(day, { ...trade, side: "BUY", execId: "B-1", quantity: "60", price: "40" });
      books.trade(day, {
        ...trade,
        side: "BUY",
        execId: "B-2",
        quantity: "40",
        price: "40.05",
        commission: "0.5",
      });
    }
    if (day === "2026-10-20") {
      books.moveMoney(day, {
        accountNumber: number,
        reference: randomUUID(),
        kind: "WITHDRAWAL",
        amount: "250.25",
      });
    }
    if (day === SELL_DAY) {
      const fees = { commission: "1", secFee: "0.03", tafFee: "0.01" };
      books.trade(day, {
        ...trade,
        orderReference: randomUUID(),
        side: "SELL",
        execId: "S-1",
        quantity: "30",
        price: "41",
        ...fees,
      });
    }
    const { event, files } = books.close(day, { BAC: "41.5" });
    await deps.db.$transaction((tx) => importEndOfDay(tx, deps, event, files));
  }
});

const october = async () => {
  const { documents } = await listDocuments(deps, owner, { accountId, search: "October 2026" });
  const [document] = documents;
  if (!document) throw new Error("there is no statement");
  return document;
};

/** A PDF's text, if the machine has poppler; the project itself does not need it. */
function textOf(bytes: Uint8Array): string | null {
  const folder = mkdtempSync(join(tmpdir(), "paper-"));
  try {
    writeFileSync(join(folder, "paper.pdf"), bytes);
    return execFileSync("pdftotext", ["-layout", join(folder, "paper.pdf"), "-"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the paper mill", () => {
  it("makes each paper that the books call for, once, whoever works beside it", async () => {
    const made = await Promise.all([runPaperMill(deps, { max: 100 }), runPaperMill(deps, { max: 100 })]);
    expect(made[0] + made[1]).toBe(4);
    expect(await runPaperMill(deps, { max: 100 })).toBe(0);
    const { documents, unread, nextCursor } = await listDocuments(deps, owner, { accountId });
    expect(documents.map(({ kind, title, onDate }) => [onDate, kind, title]).sort()).toEqual([
      ["2026-09-30", "STATEMENT", "Statement for September 2026"],
      ["2026-10-06", "CONFIRM", "Bought 100 BAC"],
      ["2026-10-30", "CONFIRM", "Sold 30 BAC"],
      ["2026-10-30", "STATEMENT", "Statement for October 2026"],
    ]);
    expect([unread, nextCursor]).toEqual([4, null]);
    expect(await paperProgress(deps)).toEqual({ waiting: 0, failed: 0, reason: null });
    const mails = await deps.db.mailMessage.findMany({ where: { recipient: "owner@example.com" } });
    expect(mails.map((mail) => mail.body).join(" ")).toContain("Statement for October 2026");
  });

  it("prints a tagged PDF that says what the books say", async () => {
    const {
      bytes,
      sha256: stored,
      fileName,
    } = await openDocument(deps, owner, { documentId: (await october()).id });
    expect(sha256(bytes)).toBe(stored);
    expect(fileName).toBe("RushTrade-statement-2026-10-30-Statement-for-October-2026.pdf");
    const raw = Buffer.from(bytes).toString("latin1");
    for (const mark of ["%PDF-1.7", "/StructTreeRoot", "/Lang", "pdfuaid:part"]) expect(raw).toContain(mark);
    const text = textOf(bytes);
    if (text === null) return;
    for (const words of [
      "Account statement",
      number,
      // Equity: 10,000 deposited before; -250.25 withdrawn; 1.50 + 1.04 paid; 100 held from 40.02 and 30 of them sold at 41.
      "Equity at the beginning, 1 Oct 2026",
      "10,000.00",
      "−250.25",
      "−2.54",
      "9,880.21",
      "133.00",
      "Meridian Clearing Corporation",
      "RushTrade Securities, Inc.",
      "$500,000",
      "Zoë Łukasz ?",
      "Page 1 of",
      "Trades pending settlement",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("makes the same bytes again, in another press too", async () => {
    const facts = await statementFacts(deps.db, deps.market, "2026-10", [accountId]);
    const found = facts.get(accountId);
    if (!found) throw new Error("there are books");
    const model = buildStatement(found);
    const press = openPress(2);
    const { sha256: stored } = await openDocument(deps, owner, { documentId: (await october()).id });
    expect(sha256(await press.print(statementPaper(model)))).toBe(stored);
    const kept = await deps.db.document.findUniqueOrThrow({ where: { id: (await october()).id } });
    expect(kept.model).toEqual(JSON.parse(JSON.stringify(model)));
  });

  it("confirms with time, market, average price and fees of the right kind", async () => {
    const { documents } = await listDocuments(deps, owner, { accountId, kind: "CONFIRM" });
    const bought = documents.find((document) => document.title === "Bought 100 BAC");
    const sold = documents.find((document) => document.title === "Sold 30 BAC");
    if (!bought || !sold) throw new Error("there are two confirms");
    const rows = await deps.db.document.findMany({ where: { accountId, kind: "CONFIRM" } });
    const trade = {
      averagePrice: "40.02",
      gross: "4002.00",
      commission: "1.50",
      net: "4003.50",
      settlementDate: "2026-10-07",
      executions: [
        { at: "2026-10-06T14:30:01.000Z", venue: "ARCX" },
        { at: "2026-10-06T14:30:02.000Z", venue: "ARCX" },
      ],
    };
    expect(rows.find((row) => row.id === bought.id)?.model).toMatchObject({ trades: [trade] });
    const saleText = textOf((await openDocument(deps, owner, { documentId: sold.id })).bytes);
    const buyText = textOf((await openDocument(deps, owner, { documentId: bought.id })).bytes);
    if (saleText === null || buyText === null) return;
    expect(saleText).toContain("SEC fee (Section 31)");
    expect(saleText).toContain("1,228.96");
    expect(saleText).toContain("On request");
    expect(buyText).toContain("NYSE Arca (ARCX)");
    expect(buyText).toContain("10:30:01 ET");
    expect(buyText).not.toContain("−0.03");
  });

  it("keeps the reason of what cannot be made, tries five times, and goes on with the rest", async () => {
    await deps.db.documentJob.createMany({
      data: [
        { kind: "CONFIRM", accountId, subject: `${randomUUID()}:2026-10-06` },
        { kind: "STATEMENT", accountId, subject: "2026-08" },
      ],
    });
    for (let i = 0; i < 6; i++) expect(await runPaperMill(deps, { max: 10 })).toBe(0);
    const progress = await paperProgress(deps);
    expect(progress).toEqual({
      waiting: 0,
      failed: 2,
      reason: "the books hold nothing of this order and day",
    });
    const jobs = await deps.db.documentJob.findMany({ where: { doneAt: null } });
    expect(jobs.map((job) => job.attempts)).toEqual([5, 5]);
  });

  it("stores for good: the database refuses a change", async () => {
    const { id } = await october();
    await expect(
      deps.db.documentContent.update({ where: { documentId: id }, data: { bytes: new Uint8Array([1]) } }),
    ).rejects.toThrow();
    expect(exchangeCalendar.isLastTradingDayOfMonth(SELL_DAY)).toBe(true);
  });
});

describe("papers of another customer", () => {
  it("are not there", async () => {
    const { id } = await october();
    await expect(listDocuments(deps, stranger, { accountId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(openDocument(deps, stranger, { documentId: id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(markRead(deps, stranger, { documentId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const mine = await deps.db.account.findFirstOrThrow({
      where: { holders: { some: { userId: stranger.userId } } },
    });
    await expect(listDocuments(deps, stranger, { accountId: mine.id, cursor: id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect((await listDocuments(deps, stranger, { accountId: mine.id })).documents).toEqual([]);
  });
});

describe("the list", () => {
  it("knows what was read, and finds by words; wildcards mean themselves", async () => {
    const before = await listDocuments(deps, owner, { accountId });
    const unreadOne = before.documents.find((document) => document.isUnread);
    if (!unreadOne) throw new Error("one is unread");
    await markRead(deps, owner, { documentId: unreadOne.id });
    await markRead(deps, owner, { documentId: unreadOne.id });
    const after = await listDocuments(deps, owner, { accountId });
    expect(after.unread).toBe(before.unread - 1);
    expect((await listDocuments(deps, owner, { accountId, search: "bac" })).documents).toHaveLength(2);
    expect((await listDocuments(deps, owner, { accountId, search: "%" })).documents).toEqual([]);
    expect((await listDocuments(deps, owner, { accountId, kind: "STATEMENT" })).documents).toHaveLength(2);
  });
});
