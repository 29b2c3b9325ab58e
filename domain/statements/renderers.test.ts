import fc from "fast-check";
import { parseSync } from "ofx-js";
import { describe, expect, it } from "vitest";
import { MONEY_KINDS } from "@/domain/clearing/money-kinds";
import { add, money, moneyToWire, negate, ZERO } from "@/domain/money/money";
import { csv, figure, text } from "@/domain/statements/csv";
import { nextCorrection, subjectOf } from "@/domain/statements/correction";
import { buildGains, gainsCsv, gainsPaper, gainsTitle } from "@/domain/statements/gains";
import { RENDERERS } from "@/domain/statements/read-model";
import type { StatementModel } from "@/domain/statements/statement";
import { movementEffect } from "@/domain/statements/statement-activity";
import { keyFigures, statementCsv } from "@/domain/statements/statement-csv";
import { statementOfx } from "@/domain/statements/statement-ofx";
import { statementPaper } from "@/domain/statements/statement-paper";
import { richStatement } from "@/domain/statements/testing/rich-statement";
import { fitted, linesOf, widthOf } from "@/domain/statements/table-fit";
import { formatMoney } from "@/domain/money/format";
import { localDate } from "@/domain/time/instant";

/** A reader of RFC 4180, apart from the code that writes it. */
function readCsv(source: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < source.length; at++) {
    const letter = source[at];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (source[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "," || letter === "\r") {
      rows.at(-1)?.push(cell);
      cell = "";
      if (letter === "\r") {
        at++;
        rows.push([]);
      }
    } else cell += letter;
  }
  return rows.slice(0, -1);
}

const objects = (source: string): Record<string, string>[] => {
  const [head = [], ...rows] = readCsv(source);
  return rows.map((row) => Object.fromEntries(head.map((name, place) => [name, row[place] ?? ""])));
};

/** What a foreign reader makes of the text has no type of ours: elements by their path, lists of one or many. */
const at = (tree: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (found, name) => (typeof found === "object" && found !== null ? Reflect.get(found, name) : undefined),
      tree,
    );
const textAt = (tree: unknown, path: string): string => String(at(tree, path));
const listAt = (tree: unknown, path: string): unknown[] => {
  const found = at(tree, path);
  return found === undefined ? [] : Array.isArray(found) ? found : [found];
};
const textsAt = (tree: unknown, list: string, path: string): string[] =>
  listAt(tree, list).map((each) => textAt(each, path));
const ofxOf = (model: StatementModel): unknown =>
  at(parseSync(statementOfx(model)), "OFX.INVSTMTMSGSRSV1.INVSTMTTRNRS.INVSTMTRS");
/** Dollars of everything that is listed beside trades. */
const moneyTotals = (list: unknown): string[] => [
  ...textsAt(list, "INVBANKTRAN", "STMTTRN.TRNAMT"),
  ...["INCOME", "INVEXPENSE", "MARGININTEREST"].flatMap((kind) => textsAt(list, kind, "TOTAL")),
];

describe("CSV", () => {
  it("gives back what was written, and no name becomes a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 1 }), { minLength: 1 }), (rows) => {
        const back = readCsv(csv(rows.map((row) => row.map((value) => text(value)))));
        const safe = rows.map((row) =>
          row.map((value) => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)),
        );
        expect(back).toEqual(safe);
      }),
    );
    expect(csv([[text("=1+1"), figure("-1.5"), figure(null), text('a "b", c')]])).toBe(
      '\'=1+1,-1.5,,"a ""b"", c"\r\n',
    );
  });
});

describe("a statement as PDF text, CSV, JSON and OFX", () => {
  const model = richStatement();
  const rows = objects(statementCsv(model));
  const statement = ofxOf(model);
  const named = new Map(
    listAt(statement, "INVBAL.BALLIST.BAL").map((balance) => [
      textAt(balance, "NAME"),
      textAt(balance, "VALUE"),
    ]),
  );

  it("says the same key figures", () => {
    const figures = keyFigures(model);
    expect(figures.length).toBeGreaterThan(20);
    for (const [name, value] of figures) {
      expect(rows.find((row) => row.section === "summary" && row.item === name)?.amount).toBe(value ?? "");
      expect(named.get(name)).toBe(value ?? undefined);
    }
    const printed = JSON.stringify(statementPaper(model));
    for (const [name, value] of figures) {
      if (value === null || name.includes("_return_")) continue;
      // The paper writes what goes out with a minus, and thousands apart.
      expect(printed).toContain(formatMoney(value).replace("−", ""));
    }
  });

  it("says the same of each trade, movement and holding", () => {
    const list = at(statement, "INVTRANLIST");
    const trades = [
      ...listAt(list, "BUYSTOCK").map((each) => at(each, "INVBUY")),
      ...listAt(list, "SELLSTOCK").map((each) => at(each, "INVSELL")),
    ];
    const sorted = (values: readonly string[]) => values.toSorted();
    const ofTrades = model.trades.map(({ symbol, net }) => `${symbol} ${moneyToWire(money(net))}`);
    expect(
      sorted(trades.map((each) => `${textAt(each, "SECID.UNIQUEID")} ${textAt(each, "TOTAL")}`)),
    ).toEqual(sorted(ofTrades));
    expect(
      sorted(
        rows
          .filter(({ section }) => section === "trade")
          .map((row) => `${row.symbol} ${moneyToWire(money(row.amount ?? ""))}`),
      ),
    ).toEqual(sorted(ofTrades));

    expect(sorted(moneyTotals(list))).toEqual(sorted(model.money.map(movementEffect)));
    expect(
      sorted(rows.filter(({ section }) => section === "money").map(({ amount = "" }) => amount)),
    ).toEqual(sorted(model.money.map(movementEffect)));

    const held = listAt(statement, "INVPOSLIST.POSSTOCK").map((each) =>
      ["SECID.UNIQUEID", "UNITS", "MKTVAL"].map((name) => textAt(each, `INVPOS.${name}`)),
    );
    expect(held).toEqual(model.holdings.map(({ symbol, quantity, value }) => [symbol, quantity, value]));
    expect(
      rows
        .filter(({ section }) => section === "holding")
        .map((row) => [row.symbol, row.quantity, row.amount]),
    ).toEqual(held);
  });

  it("leads from the opening cash to the closing cash by what OFX lists", () => {
    const list = at(statement, "INVTRANLIST");
    const totals = [
      ...textsAt(list, "BUYSTOCK", "INVBUY.TOTAL"),
      ...textsAt(list, "SELLSTOCK", "INVSELL.TOTAL"),
      ...moneyTotals(list),
    ].map((value) => money(value));
    const [free, lent] = ["AVAILCASH", "MARGINBALANCE"].map((name) =>
      money(textAt(statement, `INVBAL.${name}`)),
    );
    const closing = add(free ?? ZERO, lent ?? ZERO);
    expect(moneyToWire(closing)).toBe(model.cash.total);
    expect(moneyToWire(add(money("5000"), ...totals))).toBe(model.cash.total);
  });

  it("gives each transaction an id of its own, the same each time", () => {
    const ids = [...statementOfx(model).matchAll(/<FITID>(.*?)<\/FITID>/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(model.trades.length + model.money.length + model.shares.length);
    expect(statementOfx(model)).toBe(statementOfx(richStatement()));
  });

  it("lists each security that it names, and hides no sign of a name that XML keeps for itself", () => {
    const listed = textsAt(
      parseSync(statementOfx(model)),
      "OFX.SECLISTMSGSRSV1.SECLIST.STOCKINFO",
      "SECINFO.TICKER",
    );
    const used = [...statementOfx(model).matchAll(/<UNIQUEID>(.*?)<\/UNIQUEID>/g)].map(([, id]) => id);
    expect(new Set(used)).toEqual(new Set(listed));
    expect(statementOfx(model)).toContain("<SECNAME>AT&amp;T Inc.</SECNAME>");
  });

  it("is its model as JSON", () => {
    expect(JSON.parse(RENDERERS.STATEMENT.json?.(model) ?? "")).toEqual(model);
  });

  it("signs every kind of movement as the ledger does", () => {
    for (const kind of MONEY_KINDS) {
      const effect = movementEffect({ kind, amount: "10.00" });
      expect([effect, moneyToWire(negate(money(effect)))]).toContain("10.00");
    }
  });

  it("draws allocation and months with all their figures in words", () => {
    const charts = statementPaper(model).charts ?? [];
    expect(charts.map(({ kind }) => kind)).toEqual(["BARS", "COLUMNS"]);
    for (const { holdings } of [model])
      for (const { symbol } of holdings) expect(charts[0]?.alt).toContain(symbol);
    for (const { equity } of model.equityByMonth) expect(charts[1]?.alt).toContain(formatMoney(equity));
    const parts = model.allocation.map(({ value }) => money(value));
    expect(moneyToWire(add(ZERO, ...parts))).toBe(model.summary.closing);
  });
});

describe("the change on the last trading day", () => {
  const performance = (model: StatementModel) =>
    statementPaper(model).tables.find(({ heading }) => heading === "Performance");

  it("stands on paper with those of the month and the year, and has a name in CSV and OFX", () => {
    const model = richStatement();
    expect(performance(model)?.rows.map((row) => row.slice(0, 2))).toEqual([
      ["Change on the last trading day, 30 Oct 2026", "−41.07"],
      ["This month", "+345.92"],
      ["This year so far", "+1,345.67"],
    ]);
    expect(
      objects(statementCsv(model)).find(({ item }) => item === "change_on_last_trading_day")?.amount,
    ).toBe("-41.07");
    expect(statementOfx(model)).toContain("<NAME>change_on_last_trading_day");
  });

  it("is not said of papers that were kept without it", () => {
    const { day: _, ...before } = richStatement().performance;
    const model = { ...richStatement(), performance: before };
    expect(performance(model)?.columns.map(({ label }) => label)).toEqual([
      "Period",
      "Time-weighted",
      "Money-weighted",
    ]);
    expect(statementOfx(model)).not.toContain("change_on_last_trading_day");
  });
});

describe("a table that is measured beforehand", () => {
  const column = (label: string, width: "auto" | "1fr" = "auto") => ({
    label,
    align: "left" as const,
    width,
  });
  const table = (rows: string[][]) => ({
    heading: "H",
    note: "",
    columns: [column("Symbol"), column("Description", "1fr"), column("Amount")],
    rows,
    total: null,
    empty: "",
  });

  it("takes the page's width, and says how high a long line is", () => {
    const { fit } = fitted(
      table([
        ["A", "short", "1.00"],
        ["B", "long ".repeat(60), "2.00"],
      ]),
    );
    expect((fit?.widths ?? []).reduce((sum, width) => sum + width, 0)).toBeCloseTo(489.6, 0);
    // Sixty words of some twenty points in a column of some four hundred: three lines.
    expect(fit?.heights).toEqual([13.4, 13.4, 34.4]);
    expect(widthOf("1,234.56")).toBeLessThan(widthOf("1,234,567.89"));
  });

  it("gives columns the widths of many, and sets words off from the figures before them", () => {
    const { columns, ...rest } = table([["A", "short", "1.00"]]);
    const figures = { ...column("Gain"), align: "right" as const };
    const { fit } = fitted({
      ...rest,
      rows: [["A", "short", "1.00", "Long"]],
      columns: [column("Symbol"), column("Description", "1fr"), figures, column("Term")],
    });
    expect(columns).toHaveLength(3);
    expect([0, 2, 3].map((place) => (fit?.widths[place] ?? 1) % 4)).toEqual([0, 0, 0]);
    expect(fit?.insets).toEqual([0, 0, 0, 8]);
  });

  it("stays as it was when there is no room", () => {
    expect(fitted(table([["x".repeat(200), "a", "1"]])).fit).toBeUndefined();
    expect(linesOf("a", 1)).toBe(1);
    expect(linesOf("word ".repeat(3).trim(), 1)).toBe(3);
    expect(fitted(table([])).fit).toBeUndefined();
  });
});

describe("a report of realised gains", () => {
  const lines = richStatement().realised.lines;
  const facts = { account: { number: "RT-1", title: "Ada", mailing: [] }, year: "2026", lines };

  it("says the same lines and sums on paper and as CSV", () => {
    const model = buildGains({ ...facts, to: localDate("2026-12-31") });
    expect([model.short.gain, model.long.gain, model.total.gain]).toEqual(["-60.00", "328.96", "268.96"]);
    expect(gainsTitle(model)).toBe("Realised gains of 2026");
    const rows = objects(gainsCsv(model));
    expect(rows.filter(({ item }) => item === "closed_lot").map((row) => row.gain)).toEqual(
      model.lines.map(({ gain }) => gain),
    );
    expect(rows.find(({ item }) => item === "total")?.gain).toBe(model.total.gain);
    const printed = JSON.stringify(gainsPaper(model));
    for (const { proceeds, cost } of model.lines)
      for (const value of [proceeds, cost]) expect(printed).toContain(formatMoney(value));
  });

  it("of a year that is not over says up to when, and refuses a gain that is none", () => {
    expect(gainsTitle({ year: "2026", to: localDate("2026-10-30"), corrects: null })).toBe(
      "Realised gains of 2026, up to 30 Oct 2026",
    );
    const wrong = lines.map((line) => ({ ...line, gain: "1.00" }));
    expect(() => buildGains({ ...facts, to: localDate("2026-12-31"), lines: wrong })).toThrow(
      "does not add up",
    );
  });
});

describe("a correction", () => {
  it("is numbered after what it corrects, and says so in title and notice", () => {
    expect([nextCorrection("2026-10"), nextCorrection("2026-10~2"), nextCorrection("2026-10~9")]).toEqual([
      "2026-10~2",
      "2026-10~3",
      "2026-10~10",
    ]);
    expect([subjectOf("2026-10~2"), subjectOf("2026-11-20:2026-11-23")]).toEqual([
      "2026-10",
      "2026-11-20:2026-11-23",
    ]);
    const corrects = {
      paper: "Statement for October 2026",
      preparedOn: localDate("2026-10-31"),
      sha256: "ab".repeat(32),
      reason: "A price was wrong.",
    };
    const paper = statementPaper({ ...richStatement(), corrects });
    expect(paper.title).toContain("Corrected: Statement for October 2026");
    expect(paper.notice).toContain(`SHA-256 ${"ab".repeat(8)}`);
    expect(paper.notice).toContain("Reason: A price was wrong.");
  });
});
