import { expect } from "@playwright/test";
import { extractText } from "unpdf";
import type { StatementModel } from "@/domain/statements/statement";
import { keyFigures } from "@/domain/statements/statement-csv";
import type { WiredCustomer } from "@/e2e/customers-by-wire";
import type { PortalState } from "@/e2e/portal-under-test";

/** What a statement says of what is held of one stock, by its formats. */
type HeldIn = { quantity: string; price: string };

/** A statement in all four formats; each figure is read from every one of them before it is given. */
export type StatementFigures = {
  /** A figure by the name that CSV and OFX have for it: the same there and in the JSON. */
  figure(name: string): string;
  /** What is held of a stock: the same in CSV, OFX and JSON. */
  held(symbol: string): HeldIn;
  /** The words in which screen and paper say something: they stand on the paper. */
  printed(words: string, name: string): string;
};

/** The cells of a line of RFC 4180; names of companies have commas in them, and no cell a line's end. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain,
  );

/** The lines of a table for spreadsheets, their cells by their columns. */
function rowsOfCsv(csv: string): Record<string, string>[] {
  const [head = "", ...rows] = csv.split("\r\n");
  const columns = cellsOf(head);
  return rows.map((row) => Object.fromEntries(cellsOf(row).map((cell, n) => [columns[n] ?? "", cell])));
}

/** Quicken's and GnuCash's balances of the investment statement, by name. */
const balancesOfOfx = (ofx: string): Map<string, string> =>
  new Map(
    [...ofx.matchAll(/<BAL>\s*<NAME>(\w+)<\/NAME>[\s\S]*?<VALUE>([^<]*)<\/VALUE>/g)].map(
      ([, name = "", value = ""]) => [name, value],
    ),
  );

function heldInOfx(ofx: string, symbol: string): HeldIn {
  const positions = [...ofx.matchAll(/<INVPOS>([\s\S]*?)<\/INVPOS>/g)].map(([, position = ""]) => position);
  const position = positions.find((one) => one.includes(`<UNIQUEID>${symbol}</UNIQUEID>`));
  const [, quantity = "", price = ""] =
    /<UNITS>([^<]*)<\/UNITS>\s*<UNITPRICE>([^<]*)<\/UNITPRICE>/.exec(position ?? "") ?? [];
  return { quantity, price };
}

/** Downloads a statement as PDF, CSV, OFX and JSON, as its reader does. */
export async function statementFigures(
  portal: PortalState,
  customer: WiredCustomer,
  documentId: string,
): Promise<StatementFigures> {
  const file = async (format: string): Promise<Uint8Array> => {
    const answer = await fetch(`${portal.baseUrl}/api/documents/${documentId}?format=${format}`, {
      headers: { cookie: customer.cookie },
    });
    expect(answer.status, format).toBe(200);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const words = new TextDecoder();
  const csv = rowsOfCsv(words.decode(await file("csv")));
  const ofx = words.decode(await file("ofx"));
  const balances = balancesOfOfx(ofx);
  const model = JSON.parse(words.decode(await file("json"))) as StatementModel;
  const inJson = new Map(keyFigures(model));
  const { text } = await extractText(await file("pdf"), { mergePages: true });
  const paper = text.replace(/\s+/g, " ");
  return {
    figure(name) {
      const value = csv.find(({ section, item }) => section === "summary" && item === name)?.amount ?? "";
      expect(value, `${name} in CSV`).toMatch(/^-?\d+(\.\d+)?$/);
      expect(balances.get(name), `${name} in OFX`).toBe(value);
      expect(inJson.get(name), `${name} in JSON`).toBe(value);
      return value;
    },
    held(symbol) {
      const row = csv.find((one) => one.section === "holding" && one.symbol === symbol);
      const said = { quantity: row?.quantity ?? "", price: row?.price ?? "" };
      expect(heldInOfx(ofx, symbol), `${symbol} in OFX`).toEqual(said);
      expect(model.holdings.find((line) => line.symbol === symbol)).toMatchObject(said);
      return said;
    },
    printed(written, name) {
      expect(paper, `${name} on paper`).toContain(written);
      return written;
    },
  };
}
