import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extractText, getDocumentProxy } from "unpdf";
import { beforeAll, describe, expect, it } from "vitest";
import { formatMoney } from "@/domain/money/format";
import { buildStatement, type StatementModel } from "@/domain/statements/statement";
import { keyFigures } from "@/domain/statements/statement-csv";
import { statementPaper } from "@/domain/statements/statement-paper";
import { exchangeCalendar } from "@/domain/time/calendar";
import { formatDate } from "@/domain/time/format";
import { instantAt, type LocalDate, localDate, toColumn } from "@/domain/time/instant";
import { createAccount } from "@/prisma/factories/accounts";
import { FirmBooks, tradingDaysOf } from "@/prisma/factories/end-of-day";
import { createFill } from "@/prisma/factories/fills";
import { createActor } from "@/prisma/factories/users";
import { importEndOfDay } from "@/server/clearing";
import { runPaperMill } from "@/server/documents/paper-mill";
import { openPress } from "@/server/documents/press";
import { archiveOf } from "@/server/documents/archive";
import { correctPaper, requestGains, retryPapers } from "@/server/documents/ask-for-papers";
import { paperProgress } from "@/server/documents/progress";
import { documentFile, listDocuments, markRead, openDocument } from "@/server/documents/queries";
import { checkPapers, remakePapers } from "@/server/documents/remake-papers";
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
  // These books have no ledger of ours beside them, so that every day has breaks; the desk has cleared them.
  await deps.db.reconciliationBreak.updateMany({ data: { status: "RESOLVED" } });
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
    expect(await paperProgress(deps)).toEqual({
      waiting: 0,
      failed: 0,
      reason: null,
      heldBack: 0,
      heldBackFirst: [],
      monthEnd: { month: "2026-10", done: 1, total: 1 },
    });
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

  it("prints every figure of the statement as text, tagged, with title and language", async () => {
    const { bytes } = await openDocument(deps, owner, { documentId: (await october()).id });
    const kept = await deps.db.document.findUniqueOrThrow({ where: { id: (await october()).id } });
    const pdf = await getDocumentProxy(Uint8Array.from(bytes));
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({ Title: `Statement for October 2026, account ${number}`, Language: "en-US" });
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const { text } = await extractText(pdf, { mergePages: true });
    const flat = text.replace(/\s+/g, " ");
    const figures = keyFigures(kept.model as unknown as StatementModel).filter(
      ([name, value]) => value !== null && !name.includes("_return_"),
    );
    for (const [name, value] of figures)
      expect(`${name} ${flat.includes(formatMoney(value).replace("−", ""))}`).toBe(`${name} true`);
    // The drawing says in words what it shows.
    expect(Buffer.from(bytes).toString("latin1")).toContain("/Alt");
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
    expect(progress).toMatchObject({
      waiting: 0,
      failed: 2,
      reason: "the books hold nothing of this order and day",
    });
    const jobs = await deps.db.documentJob.findMany({ where: { doneAt: null } });
    expect(jobs.map((job) => job.attempts)).toEqual([5, 5]);
  });

  it("tries them again when the desk says so", async () => {
    expect(await retryPapers(deps, owner)).toEqual({ retried: 2 });
    expect((await paperProgress(deps)).waiting).toBe(2);
    await deps.db.documentJob.deleteMany({ where: { doneAt: null } });
  });

  it("stores for good: the database refuses any change but that it was read, and that only once", async () => {
    const { id } = await october();
    await expect(
      deps.db.documentContent.update({ where: { documentId: id }, data: { bytes: new Uint8Array([1]) } }),
    ).rejects.toThrow();
    for (const data of [
      { title: "Another" },
      { model: {} },
      { sha256: "0".repeat(64) },
      { firstReadAt: new Date(0) },
      { firstReadAt: null },
    ])
      await expect(deps.db.document.update({ where: { id }, data })).rejects.toThrow();
    await expect(deps.db.$executeRaw`delete from portal.document where id = ${id}::uuid`).rejects.toThrow();
    expect(exchangeCalendar.isLastTradingDayOfMonth(SELL_DAY)).toBe(true);
  });

  it("can be made again, byte for byte, from the model and from the books", async () => {
    const press = openPress();
    expect(await checkPapers(deps.db, press, 100)).toEqual({ checked: 4, wrong: [] });
    expect(await remakePapers(deps, press, { kind: "STATEMENT", subject: "2026-10" })).toEqual({
      made: 1,
      different: 0,
    });
  });

  it("holds a statement back as long as its account has an open break, and says why", async () => {
    const broken = await deps.db.reconciliationBreak.findFirstOrThrow({ where: { accountId } });
    await deps.db.reconciliationBreak.update({ where: { id: broken.id }, data: { status: "OPEN" } });
    const job = { kind: "STATEMENT", accountId, subject: "2026-10~2", correctsId: (await october()).id };
    await deps.db.documentJob.create({ data: { ...job, reason: "held back" } });
    expect(await runPaperMill(deps, { max: 10 })).toBe(0);
    const progress = await paperProgress(deps);
    expect([progress.waiting, progress.heldBack]).toEqual([0, 1]);
    expect(progress.heldBackFirst).toEqual([
      { accountId, accountNumber: number, month: "2026-10", reason: expect.stringContaining(broken.item) },
    ]);
    await deps.db.reconciliationBreak.update({ where: { id: broken.id }, data: { status: "RESOLVED" } });
    expect((await paperProgress(deps)).waiting).toBe(1);
    await deps.db.documentJob.deleteMany({ where: { doneAt: null } });
  });
});

describe("a paper in other formats", () => {
  it("is CSV, JSON and OFX of the same figures; a confirm has no OFX", async () => {
    const { id } = await october();
    const read = async (format: "csv" | "json" | "ofx") =>
      Buffer.from((await documentFile(deps, owner, { documentId: id, format })).bytes).toString("utf8");
    const model = JSON.parse(await read("json")) as StatementModel;
    expect(model.summary.closing).toBe("9880.21");
    expect(await read("csv")).toContain("summary,closing_equity,,,,,,,,9880.21");
    expect(await read("ofx")).toContain("<NAME>closing_equity</NAME>");
    const { documents } = await listDocuments(deps, owner, { accountId, kind: "CONFIRM" });
    const confirm = documents[0]?.id ?? "";
    expect(documents[0]?.formats).toEqual(["pdf", "csv", "json"]);
    await expect(documentFile(deps, owner, { documentId: confirm, format: "ofx" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(documentFile(deps, stranger, { documentId: id, format: "csv" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("comes with others in an archive of what the list shows", async () => {
    const { name, documents } = await archiveOf(deps, owner, { accountId, year: "2026", kind: "STATEMENT" });
    expect(name).toBe(`RushTrade-documents-${number}-2026-statement.zip`);
    expect(documents.map(({ fileName }) => fileName)).toEqual([
      "RushTrade-statement-2026-10-30-Statement-for-October-2026.pdf",
      "RushTrade-statement-2026-09-30-Statement-for-September-2026.pdf",
    ]);
    expect((await archiveOf(deps, owner, { accountId, year: "2025" })).documents).toEqual([]);
    await expect(archiveOf(deps, stranger, { accountId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a correction", () => {
  it("is a paper of its own that names the one that it replaces, which stays", async () => {
    const old = await october();
    const before = await openDocument(deps, owner, { documentId: old.id });
    const asked = { documentId: old.id, reason: "The closing price of BAC was wrong." };
    const answers = await Promise.allSettled([
      correctPaper(deps, owner, asked),
      correctPaper(deps, owner, asked),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await runPaperMill(deps, { max: 10 })).toBe(1);
    const { documents } = await listDocuments(deps, owner, { accountId, search: "October 2026" });
    expect(documents.map(({ title, corrects, replacedBy }) => [title, corrects, replacedBy]).sort()).toEqual([
      ["Corrected: Statement for October 2026", old.id, null],
      ["Statement for October 2026", null, documents.find(({ corrects }) => corrects)?.id],
    ]);
    const corrected = documents.find(({ corrects }) => corrects)?.id ?? "";
    const { bytes } = await openDocument(deps, owner, { documentId: corrected });
    const { text } = await extractText(await getDocumentProxy(Uint8Array.from(bytes)), { mergePages: true });
    const flat = text.replace(/\s+/g, " ");
    expect(flat).toContain("Corrected. This paper replaces");
    expect(flat).toContain(old.sha256.slice(0, 16));
    expect(flat).toContain("The closing price of BAC was wrong.");
    expect((await openDocument(deps, owner, { documentId: old.id })).sha256).toBe(before.sha256);
    // What has been replaced is not replaced again; its correction may be.
    await expect(correctPaper(deps, owner, asked)).rejects.toMatchObject({ code: "CONFLICT" });
    await correctPaper(deps, owner, { ...asked, documentId: corrected });
    expect(await runPaperMill(deps, { max: 10 })).toBe(1);
  });
});

describe("a report of realised gains", () => {
  it("is made once, of the closings up to the last imported day", async () => {
    const lot = { accountId, symbol: "BAC", acquiredOn: toColumn(localDate("2025-01-10")) };
    const lotId = randomUUID();
    await deps.db.taxLot.create({
      data: {
        id: lotId,
        ...lot,
        quantity: 30,
        openQuantity: 0,
        cost: 900,
        openCost: 0,
        executionId: randomUUID(),
      },
    });
    await deps.db.lotClosing.create({
      data: {
        id: randomUUID(),
        lotId,
        accountId,
        symbol: "BAC",
        closedOn: toColumn(SELL_DAY),
        quantity: 30,
        proceeds: "1228.96",
        cost: 900,
        executionId: randomUUID(),
      },
    });
    await requestGains(deps, owner, { accountId, year: "2026" });
    await requestGains(deps, owner, { accountId, year: "2026" });
    expect(await runPaperMill(deps, { max: 10 })).toBe(1);
    const { documents } = await listDocuments(deps, owner, { accountId, kind: "REALISED_GAINS" });
    expect(documents.map(({ title }) => title)).toEqual(["Realised gains of 2026, up to 30 Oct 2026"]);
    const csv = await documentFile(deps, owner, { documentId: documents[0]?.id ?? "", format: "csv" });
    const text = Buffer.from(csv.bytes).toString("utf8");
    expect(text).toContain("summary,long_term,,,,,,,,1228.96,900.00,328.96,,");
    await expect(requestGains(deps, stranger, { accountId, year: "2026" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(requestGains(deps, owner, { accountId, year: "2025" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
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
    for (const search of [formatDate(unreadOne.onDate), unreadOne.onDate]) {
      const { documents } = await listDocuments(deps, owner, { accountId, search });
      expect(documents.map(({ id }) => id)).toContain(unreadOne.id);
      expect(new Set(documents.map(({ onDate }) => onDate))).toEqual(new Set([unreadOne.onDate]));
    }
    expect((await listDocuments(deps, owner, { accountId, kind: "STATEMENT" })).documents).toHaveLength(4);
  });
});
