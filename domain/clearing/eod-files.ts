import { DECIMAL, type Field, isField, LOOSE_DECIMAL, plain, scaled } from "@/domain/clearing/eod-fields";
import { AppError, InvariantError } from "@/domain/errors";
import type { EodFileName } from "@/domain/clearing/messages";
import { MONEY_KINDS } from "@/domain/clearing/money-kinds";
import type { LocalDate } from "@/domain/time/instant";

/**
 * The clearing firm's end-of-day files, as bytes and as rows. One text line per record, fields parted by "|":
 *
 *     HEADER|trades|1|2026-11-20
 *     COLUMNS|execId|accountNumber|...
 *     ROW|...                                   sorted by key, so the same rows give the same bytes
 *     TRAILER|<rows>|<total of each decimal column, in column order>|<sha256 of all that stands before it>
 *
 * Decimals are exact and canonical (no trailing zeros); the hash totals are their plain sums. The digest covers the
 * header, the columns, the rows, the count and the totals, so no byte of a file can change unnoticed.
 */

const SHARE_KINDS = ["STOCK_DIVIDEND", "SPLIT", "REVERSE_SPLIT", "SYMBOL_CHANGE", "FRACTION"] as const;

const LAYOUTS = {
  /** Each execution captured that day; `net` is its signed effect on cash. */
  trades: {
    key: ["execId"],
    columns: {
      execId: "id",
      accountNumber: "id",
      orderReference: "uuid",
      symbol: "symbol",
      side: ["BUY", "SELL"],
      quantity: "decimal",
      price: "decimal",
      gross: "decimal",
      commission: "decimal",
      secFee: "decimal",
      tafFee: "decimal",
      net: "decimal",
      tradeDate: "day",
      settlementDate: "day",
    },
  },
  /** Each holding at the close, valued at the closing price. */
  positions: {
    key: ["accountNumber", "symbol"],
    columns: {
      accountNumber: "id",
      symbol: "symbol",
      tradeDateQty: "decimal",
      settledQty: "decimal",
      closePrice: "decimal",
      value: "decimal",
    },
  },
  /**
   * Each open account. `tradeDateCash` is all its cash, unsettled and uncollected included; `settledCash` includes
   * what is uncollected; equity = tradeDateCash + positionValue.
   */
  balances: {
    key: ["accountNumber"],
    columns: {
      accountNumber: "id",
      tradeDateCash: "decimal",
      settledCash: "decimal",
      uncollected: "decimal",
      positionValue: "decimal",
      equity: "decimal",
    },
  },
  /**
   * Each movement of money booked that day; `reference` is the transfer's, the fee's, the interest's or the
   * entitlement's id, `symbol` the stock of a dividend or of cash in lieu. `amount` is positive, but for what a short
   * seller owes.
   */
  money: {
    key: ["reference", "kind"],
    columns: {
      reference: "uuid",
      accountNumber: "id",
      kind: MONEY_KINDS,
      symbol: "symbolOrNone",
      amount: "decimal",
      postedOn: "day",
    },
  },
  /** Each open tax lot: `lotId` is the execution that opened it, `cost` what is left of its cost, fees included. */
  lots: {
    key: ["accountNumber", "symbol", "acquiredOn", "lotId"],
    columns: {
      accountNumber: "id",
      symbol: "symbol",
      acquiredOn: "day",
      lotId: "id",
      quantity: "decimal",
      cost: "decimal",
    },
  },
  /** Shares that came (plus) or went by a corporate action that day, FRACTION those that were paid for; `reference` is the entitlement's id. */
  actions: {
    key: ["reference", "symbol", "kind"],
    columns: {
      reference: "uuid",
      accountNumber: "id",
      kind: SHARE_KINDS,
      symbol: "symbol",
      quantity: "decimal",
      bookedOn: "day",
    },
  },
  /** Each trade that came from a venue and is not booked yet, of whatever day, and why not. */
  rejects: {
    key: ["execId"],
    columns: {
      execId: "id",
      accountNumber: "id",
      orderReference: "uuid",
      symbol: "symbol",
      side: ["BUY", "SELL"],
      quantity: "decimal",
      price: "decimal",
      tradeDate: "day",
      reason: ["UNKNOWN_ACCOUNT"],
    },
  },
} as const satisfies Record<EodFileName, { key: readonly string[]; columns: Record<string, Field> }>;

type Layouts = typeof LAYOUTS;
type Value<F> = F extends "day" ? LocalDate : F extends readonly (infer Word)[] ? Word : string;

type Columns<Name extends EodFileName> = Layouts[Name]["columns"];

/** One record of a file. Decimals are wire strings; a symbol that need not be there may be left out. */
export type EodRow<Name extends EodFileName> = {
  -readonly [C in keyof Columns<Name> as Columns<Name>[C] extends "symbolOrNone" ? never : C]: Value<
    Columns<Name>[C]
  >;
} & {
  -readonly [C in keyof Columns<Name> as Columns<Name>[C] extends "symbolOrNone" ? C : never]?: string;
};
export type EodTrade = EodRow<"trades">;
export type EodPositionRow = EodRow<"positions">;
export type EodBalanceRow = EodRow<"balances">;
export type EodMoneyRow = EodRow<"money">;

/** SHA-256 of a text in lower-case hex; handed in, because this file is pure. */
export type Digest = (text: string) => string;

const VERSION = "1";
type Layout = { key: readonly string[]; columns: Readonly<Record<string, Field>> };
/** The key and the columns of a file, in their order. */
export const layoutOf = (name: EodFileName): Layout => LAYOUTS[name];

/** The columns of a file in their order, with where the decimals stand. */
function columnsOf(name: EodFileName) {
  const { key, columns } = layoutOf(name);
  const names = Object.keys(columns);
  const fields = Object.values(columns);
  return {
    names,
    fields,
    keys: key.map((column) => names.indexOf(column)),
    decimals: fields.flatMap((field, index) => (field === "decimal" ? [index] : [])),
  };
}

function keyOf(values: readonly string[], keys: readonly number[]): string {
  return keys.map((index) => values[index]).join("\u0000");
}

function totalsOf(rows: readonly (readonly string[])[], decimals: readonly number[]): string[] {
  return decimals.map((index) => {
    let sum = 0n;
    for (const row of rows) sum += scaled(row[index] ?? "0");
    return plain(sum);
  });
}

const lineOf = (kind: string, values: readonly string[]): string => `${kind}|${values.join("|")}\n`;

/** The lines of a file before its rows. */
export const eodFileHead = (name: EodFileName, businessDate: LocalDate): string =>
  lineOf("HEADER", [name, VERSION, businessDate]) + lineOf("COLUMNS", columnsOf(name).names);

/**
 * The bytes of a file: the same rows, in any order, give the same text. Rows that no file may hold (a field that is
 * not of its column's form, a key twice) are a bug of the caller: InvariantError.
 */
export function writeEodFile<Name extends EodFileName>(
  name: Name,
  businessDate: LocalDate,
  rows: readonly EodRow<Name>[],
  digest: Digest,
): string {
  const { names, fields, keys, decimals } = columnsOf(name);
  const sorted = rows
    .map((row) => {
      const given = row as Readonly<Record<string, string>>;
      const values = names.map((column, index) => {
        const text = given[column] ?? "";
        const value =
          fields[index] === "decimal" && !DECIMAL.test(text) && LOOSE_DECIMAL.test(text)
            ? plain(scaled(text))
            : text;
        if (!isField(fields[index] ?? "id", value)) {
          throw new InvariantError(`${name} file: "${text}" cannot stand in column ${column}`);
        }
        return value;
      });
      return { key: keyOf(values, keys), values };
    })
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const twice = sorted.find((row, index) => index > 0 && sorted[index - 1]?.key === row.key);
  if (twice) throw new InvariantError(`${name} file: key ${twice.key} stands twice`);

  const values = sorted.map((row) => row.values);
  const body = [
    eodFileHead(name, businessDate),
    ...values.map((row) => lineOf("ROW", row)),
    `TRAILER|${[String(values.length), ...totalsOf(values, decimals)].join("|")}|`,
  ].join("");
  return `${body}${digest(body)}\n`;
}

function refuse(name: EodFileName, because: string): never {
  throw new AppError("FILE_REFUSED", `The ${name} file was refused: ${because}. Nothing was changed.`);
}

function checkHeader(name: EodFileName, businessDate: LocalDate, line: string): void {
  const [kind, givenName, version, givenDate, ...more] = line.split("|");
  if (kind !== "HEADER" || givenDate === undefined || more.length > 0)
    refuse(name, "it does not begin with a header");
  if (givenName !== name) refuse(name, `it calls itself "${givenName}"`);
  if (version !== VERSION)
    refuse(name, `it is written in version ${version}, and we read version ${VERSION}`);
  if (givenDate !== businessDate) refuse(name, `it is for ${givenDate}, not for ${businessDate}`);
}

function checkColumns(name: EodFileName, expected: readonly string[], line: string): void {
  const [kind, ...given] = line.split("|");
  if (kind !== "COLUMNS") refuse(name, "its second line does not name the columns");
  const unknown = given.find((column) => !expected.includes(column));
  if (unknown !== undefined) refuse(name, `it has an unknown column "${unknown}"`);
  const missing = expected.find((column) => !given.includes(column));
  if (missing !== undefined) refuse(name, `it lacks the column "${missing}"`);
  if (given.join() !== expected.join()) refuse(name, "its columns are in another order");
}

/**
 * The rows of a file of the wanted name and day. Throws FILE_REFUSED with one sentence when it is another file or
 * another day's, cut off, altered, miscounted, or holds a row that does not fit its columns.
 */
export function readEodFile<Name extends EodFileName>(
  name: Name,
  businessDate: LocalDate,
  text: string,
  digest: Digest,
): EodRow<Name>[] {
  const { names, fields, keys, decimals } = columnsOf(name);
  const lines = text.split("\n");
  checkHeader(name, businessDate, lines[0] ?? "");
  const trailer = lines.at(-2) ?? "";
  if (lines.at(-1) !== "" || !trailer.startsWith("TRAILER|"))
    refuse(name, "it is cut off: there is no trailer");
  checkColumns(name, names, lines[1] ?? "");

  const rows: string[][] = [];
  let lastKey = "";
  for (const [index, line] of lines.slice(2, -2).entries()) {
    const [kind, ...values] = line.split("|");
    if (kind !== "ROW" || values.length !== names.length)
      refuse(name, `line ${index + 3} is not a row of it`);
    const bad = fields.findIndex((field, at) => !isField(field, values[at] ?? ""));
    if (bad >= 0) refuse(name, `line ${index + 3} has no valid ${names[bad]}`);
    const key = keyOf(values, keys);
    if (key === lastKey) refuse(name, `line ${index + 3} repeats the one before it`);
    if (key < lastKey) refuse(name, `line ${index + 3} is out of order`);
    lastKey = key;
    rows.push(values);
  }

  const [, count, ...rest] = trailer.split("|");
  if (rest.length !== decimals.length + 1) refuse(name, "its trailer is not complete");
  if (count !== String(rows.length)) {
    refuse(name, `its trailer counts ${count} rows, and ${rows.length} arrived`);
  }
  const off = totalsOf(rows, decimals).findIndex((total, at) => total !== rest[at]);
  if (off >= 0) refuse(name, `the total of ${names[decimals[off] ?? 0]} is not what its trailer says`);
  const claimed = rest.at(-1) ?? "";
  const covered = text.slice(0, text.length - claimed.length - 1);
  if (digest(covered) !== claimed) refuse(name, "its checksum does not fit its content");

  return rows.map(
    (values) => Object.fromEntries(names.map((column, at) => [column, values[at]])) as EodRow<Name>,
  );
}
