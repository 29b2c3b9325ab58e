import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { buildConfirm } from "@/domain/statements/confirm";
import { confirmPaper } from "@/domain/statements/confirm-paper";
import { statementPaper } from "@/domain/statements/statement-paper";
import { richStatement } from "@/domain/statements/testing/rich-statement";
import { localDate } from "@/domain/time/instant";
import { openPress } from "@/server/documents/press";

const press = openPress();

/** A confirm of an order that was filled by so many executions. */
function filledBy(count: number) {
  const executions = Array.from({ length: count }, (_, n) => ({
    execId: `E-${n}`,
    at: new Date(Date.UTC(2026, 9, 6, 14, 30, n)).toISOString(),
    venue: "XNYS",
    quantity: "1",
    price: "40",
    gross: "40.00",
    commission: "0.00",
    secFee: "0.00",
    tafFee: "0.00",
    net: "-40.00",
  }));
  const tradeDate = localDate("2026-10-06");
  return confirmPaper(
    buildConfirm({
      account: { number: "RT-1", title: "Ada", mailing: [] },
      tradeDate,
      trades: [
        {
          orderReference: "1f0c7e9a-0000-4000-8000-000000000000",
          side: "BUY",
          symbol: "BAC",
          name: "Bank of America Corporation",
          tradeDate,
          settlementDate: localDate("2026-10-07"),
          executions,
        },
      ],
    }),
  );
}

type Tag = { role?: string; type?: string; children?: Tag[] };
const tagged = (tag: Tag, role: string): Tag[] =>
  tag.role === role ? [tag] : (tag.children ?? []).flatMap((child) => tagged(child, role));
/** How many cells each line of a table has in the tags. */
const cellsOf = (table: Tag): number[] =>
  tagged(table, "TR").map((line) => tagged(line, "TD").length + tagged(line, "TH").length);

const TIME = /10:3\d:\d\d ET/g;

describe("a table over several pages", () => {
  it("keeps its last lines with their total, and says on each page what its columns are", async () => {
    let torn = 0;
    for (let count = 24; count <= 44; count++) {
      const pdf = await getDocumentProxy(Uint8Array.from(await press.print(filledBy(count))));
      const { text: pages } = await extractText(pdf, { mergePages: false });
      const withLines = pages.filter((page) => page.match(TIME));
      const ofTotal = pages.find((page) => /Total\s+\d/.test(page)) ?? "";
      expect(`${count}: ${(ofTotal.match(TIME) ?? []).length >= 2}`).toBe(`${count}: true`);
      expect(pages.join(" ").match(TIME)).toHaveLength(count);
      for (const page of withLines) expect(page).toMatch(/Time\s+Market\s+Quantity/);
      if (withLines.length > 1) torn++;
    }
    // The sweep goes over the place where the page ends.
    expect(torn).toBeGreaterThan(5);
  }, 60_000);

  it("has in its tags the cells of its columns in each line, and none for the look of it", async () => {
    const pdf = await getDocumentProxy(Uint8Array.from(await press.print(filledBy(40))));
    const pages = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, n) => (await pdf.getPage(n + 1)).getStructTree()),
    );
    const longest =
      pages
        .flatMap((tree) => (tree ? tagged(tree, "Table") : []))
        .map(cellsOf)
        .toSorted((one, other) => other.length - one.length)[0] ?? [];
    expect(longest.length).toBeGreaterThan(40);
    expect(new Set(longest).size).toBe(1);
  });
});

/** What qpdf says against a file; null where the machine has none: the project itself does not need it. */
function problemsOf(bytes: Uint8Array): string | null {
  const folder = mkdtempSync(join(tmpdir(), "paper-"));
  const file = join(folder, "paper.pdf");
  try {
    writeFileSync(file, bytes);
    execFileSync("qpdf", ["--version"], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  try {
    const said = execFileSync("qpdf", ["--check", file], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return said.includes("No syntax or stream encoding errors found") ? "" : said;
  } catch (error) {
    return String(error);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the files themselves", () => {
  it.each([
    ["statement", statementPaper(richStatement())],
    ["confirm", filledBy(3)],
    ["confirm of two pages", filledBy(40)],
  ])("a %s has no error of syntax or stream", async (_, paper) => {
    const problems = problemsOf(await press.print(paper));
    if (problems === null) process.stdout.write("  qpdf is not installed: the file was not checked\n");
    expect(problems ?? "").toBe("");
  });
});
