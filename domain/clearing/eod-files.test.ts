import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type EodBalanceRow,
  type EodMoneyRow,
  type EodPositionRow,
  type EodTrade,
  readEodFile,
  writeEodFile,
} from "@/domain/clearing/eod-files";
import { isAppError } from "@/domain/errors";
import { addDays, localDate } from "@/domain/time/instant";

const digest = (text: string) => createHash("sha256").update(text).digest("hex");
const day = localDate("2004-10-29");

const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 14n }), fc.integer({ min: 0, max: 8 }))
  .map(([negative, digits, places]) => {
    const text = digits.toString().padStart(places + 1, "0");
    const whole = text.slice(0, text.length - places);
    const fraction = text.slice(text.length - places).replace(/0+$/, "");
    const value = fraction === "" ? whole : `${whole}.${fraction}`;
    return negative && digits > 0n ? `-${value}` : value;
  });
const date = fc.integer({ min: 0, max: 3000 }).map((days) => addDays(day, days));
const account = fc.integer({ min: 10_000_000, max: 10_002_273 }).map((number) => `RT-${number}`);
const symbol = fc.constantFrom("BAC", "AIG", "SPY", "BRK.B", "RSHF");

const trade: fc.Arbitrary<EodTrade> = fc.record({
  execId: fc.uuid(),
  accountNumber: account,
  orderReference: fc.uuid(),
  symbol,
  side: fc.constantFrom("BUY", "SELL"),
  quantity: decimal,
  price: decimal,
  gross: decimal,
  commission: decimal,
  secFee: decimal,
  tafFee: decimal,
  net: decimal,
  tradeDate: date,
  settlementDate: date,
});
const position: fc.Arbitrary<EodPositionRow> = fc.record({
  accountNumber: account,
  symbol,
  tradeDateQty: decimal,
  settledQty: decimal,
  closePrice: decimal,
  value: decimal,
});
const balance: fc.Arbitrary<EodBalanceRow> = fc.record({
  accountNumber: account,
  tradeDateCash: decimal,
  settledCash: decimal,
  uncollected: decimal,
  positionValue: decimal,
  equity: decimal,
});
const movement: fc.Arbitrary<EodMoneyRow> = fc.record({
  reference: fc.uuid(),
  accountNumber: account,
  kind: fc.constantFrom("DEPOSIT", "WITHDRAWAL", "DEPOSIT_RETURN", "DIVIDEND", "CREDIT_INTEREST"),
  symbol: fc.constantFrom("", "BAC", "BRK.B"),
  amount: decimal,
  postedOn: date,
});

const trades = fc.uniqueArray(trade, { selector: (row) => row.execId, maxLength: 12 });
const positions = fc.uniqueArray(position, {
  selector: (row) => `${row.accountNumber} ${row.symbol}`,
  maxLength: 12,
});
const balances = fc.uniqueArray(balance, { selector: (row) => row.accountNumber, maxLength: 12 });
const movements = fc.uniqueArray(movement, {
  selector: (row) => `${row.reference} ${row.kind}`,
  maxLength: 12,
});

/** The sentence of a refusal; fails when the file is taken. */
function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isAppError(error) && error.code === "FILE_REFUSED") return error.message;
    throw error;
  }
  throw new Error("the file was taken");
}

const sample: EodBalanceRow[] = [
  {
    accountNumber: "RT-10004418",
    tradeDateCash: "150.50",
    settledCash: "100",
    uncollected: "0",
    positionValue: "49.5",
    equity: "200",
  },
  {
    accountNumber: "RT-10004417",
    tradeDateCash: "-3.01",
    settledCash: "0",
    uncollected: "0",
    positionValue: "0.00",
    equity: "-3.01",
  },
];

describe("a file read back", () => {
  it("has the same rows, sorted by key", () => {
    const byKey =
      <Row>(key: (row: Row) => string) =>
      (a: Row, b: Row) =>
        key(a) < key(b) ? -1 : 1;
    fc.assert(
      fc.property(trades, positions, balances, movements, (t, p, b, m) => {
        expect(readEodFile("trades", day, writeEodFile("trades", day, t, digest), digest)).toEqual(
          t.toSorted(byKey((row) => row.execId)),
        );
        expect(readEodFile("positions", day, writeEodFile("positions", day, p, digest), digest)).toEqual(
          p.toSorted(byKey((row) => `${row.accountNumber}\u0000${row.symbol}`)),
        );
        expect(readEodFile("balances", day, writeEodFile("balances", day, b, digest), digest)).toEqual(
          b.toSorted(byKey((row) => row.accountNumber)),
        );
        expect(readEodFile("money", day, writeEodFile("money", day, m, digest), digest)).toEqual(
          m.toSorted(byKey((row) => `${row.reference}\u0000${row.kind}`)),
        );
      }),
    );
  });

  it("is the same text whatever the order of the rows", () => {
    fc.assert(
      fc.property(trades, fc.infiniteStream(fc.integer()), (rows, order) => {
        const shuffled = rows
          .map((row) => ({ row, at: Number(order.next().value) }))
          .sort((a, b) => a.at - b.at)
          .map(({ row }) => row);
        expect(writeEodFile("trades", day, shuffled, digest)).toBe(writeEodFile("trades", day, rows, digest));
      }),
    );
  });

  it("writes decimals in one way only", () => {
    const text = writeEodFile("balances", day, sample, digest);
    expect(text.split("\n").slice(0, 5)).toEqual([
      "HEADER|balances|1|2004-10-29",
      "COLUMNS|accountNumber|tradeDateCash|settledCash|uncollected|positionValue|equity",
      "ROW|RT-10004417|-3.01|0|0|0|-3.01",
      "ROW|RT-10004418|150.5|100|0|49.5|200",
      `TRAILER|2|147.49|100|0|49.5|196.99|${digest(text.slice(0, -65))}`,
    ]);
  });
});

describe("a file that was altered", () => {
  it("is refused for any single changed byte", () => {
    fc.assert(
      fc.property(
        balances,
        fc.nat(),
        fc.integer({ min: 1, max: 126 }).map((code) => String.fromCharCode(code)),
        (rows, where, byte) => {
          const text = writeEodFile("balances", day, rows, digest);
          const at = where % text.length;
          fc.pre(text[at] !== byte);
          const altered = text.slice(0, at) + byte + text.slice(at + 1);
          expect(refusal(() => readEodFile("balances", day, altered, digest))).toContain("refused");
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is refused for any byte lost or cut off", () => {
    const text = writeEodFile("balances", day, sample, digest);
    for (let at = 0; at < text.length; at++) {
      refusal(() => readEodFile("balances", day, text.slice(0, at) + text.slice(at + 1), digest));
      refusal(() => readEodFile("balances", day, text.slice(0, at), digest));
    }
  });
});

describe("the sentence of a refusal", () => {
  const text = writeEodFile("balances", day, sample, digest);
  /** Mends the checksum, so that the fault behind it is met. */
  const sealed = (altered: string) => {
    const body = altered.slice(0, altered.lastIndexOf("|") + 1);
    return `${body}${digest(body)}\n`;
  };
  const cases: [string, () => unknown, string][] = [
    [
      "another day",
      () => readEodFile("balances", addDays(day, 3), text, digest),
      "it is for 2004-10-29, not for",
    ],
    ["another file", () => readEodFile("money", day, text, digest), 'it calls itself "balances"'],
    ["cut off", () => readEodFile("balances", day, text.slice(0, 150), digest), "cut off"],
    ["nothing", () => readEodFile("balances", day, "", digest), "does not begin with a header"],
    [
      "another version",
      () => readEodFile("balances", day, sealed(text.replace("|1|", "|2|")), digest),
      "version 2",
    ],
    [
      "an unknown column",
      () => readEodFile("balances", day, sealed(text.replace("|equity", "|worth")), digest),
      'unknown column "worth"',
    ],
    [
      "a bad figure",
      () => readEodFile("balances", day, sealed(text.replace("|150.5|", "|1e309|")), digest),
      "line 4 has no valid tradeDateCash",
    ],
    [
      "a wrong count",
      () => readEodFile("balances", day, sealed(text.replace("TRAILER|2", "TRAILER|3")), digest),
      "counts 3 rows, and 2 arrived",
    ],
    [
      "a wrong total",
      () => readEodFile("balances", day, sealed(text.replace("|147.49|", "|147.5|")), digest),
      "the total of tradeDateCash",
    ],
    [
      "a row twice",
      () => {
        const row = text.split("\n")[2];
        return readEodFile("balances", day, sealed(text.replace(`${row}\n`, `${row}\n${row}\n`)), digest);
      },
      "line 4 repeats the one before it",
    ],
    [
      "a wrong checksum",
      () => readEodFile("balances", day, `${text.slice(0, -65)}${digest("something else")}\n`, digest),
      "checksum",
    ],
  ];
  it.each(cases)("%s", (_name, run, words) => {
    expect(refusal(run)).toContain(words);
  });
});

describe("rows that no file may hold", () => {
  it("are a bug of the writer", () => {
    const [first] = sample;
    if (!first) throw new Error("there is a sample");
    expect(() => writeEodFile("balances", day, [first, first], digest)).toThrow("stands twice");
    expect(() => writeEodFile("balances", day, [{ ...first, equity: "NaN" }], digest)).toThrow("equity");
    expect(() => writeEodFile("balances", day, [{ ...first, accountNumber: "a|b" }], digest)).toThrow(
      "accountNumber",
    );
  });
});
