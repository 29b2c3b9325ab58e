import { add, larger, money, moneyToWire, smaller, ZERO } from "@/domain/money/money";
import { INTRODUCING_FIRM } from "@/domain/statements/firms";
import { type Ofx, ofxDate, ofxDocument, ofxText } from "@/domain/statements/ofx";
import type { MoneyLine, StatementModel } from "@/domain/statements/statement";
import { MOVEMENT_TEXT, movementEffect, sharesOf } from "@/domain/statements/statement-activity";
import { keyFigures } from "@/domain/statements/statement-csv";
import { cashEffect, type TradeLine } from "@/domain/statements/trade-line";

/**
 * A statement as Quicken, GnuCash and their like read it: OFX 2.1.1, investment statement (11.4). Transaction ids follow
 * from the carrying firm's references, so that the same statement taken in twice books nothing twice.
 */
const FI = "RUSHTRADE";
const BROKER = "rushtrade.example";
const SUBACCOUNT = "CASH";

const security = (symbol: string): Ofx => [
  "SECID",
  [
    ["UNIQUEID", ofxText(symbol, 32)],
    ["UNIQUEIDTYPE", "TICKER"],
  ],
];

const transaction = (id: string, traded: string, settled: string, memo: string): Ofx => [
  "INVTRAN",
  [
    ["FITID", ofxText(id, 255)],
    ["DTTRADE", ofxDate(traded)],
    ["DTSETTLE", ofxDate(settled)],
    ["MEMO", ofxText(memo, 255)],
  ],
];

const BOTH_SUBACCOUNTS: readonly Ofx[] = [
  ["SUBACCTSEC", SUBACCOUNT],
  ["SUBACCTFUND", SUBACCOUNT],
];

/** A purchase or sale: UNITS, COMMISSION and FEES as 11.4.3 wants them, TOTAL signed. */
function trade(line: TradeLine): Ofx {
  const fees = moneyToWire(add(money(line.secFee), money(line.tafFee)));
  const isBuy = line.side === "BUY";
  const invested: readonly Ofx[] = [
    transaction(
      `T:${line.bookedOn}:${line.tradeDate}:${line.orderReference}`,
      line.tradeDate,
      line.settlementDate,
      `Order ${line.orderReference}`,
    ),
    security(line.symbol),
    ["UNITS", sharesOf(line)],
    ["UNITPRICE", line.averagePrice],
    ["COMMISSION", moneyToWire(money(line.commission))],
    ["FEES", fees],
    ["TOTAL", moneyToWire(cashEffect(line))],
    ...BOTH_SUBACCOUNTS,
  ];
  return isBuy
    ? [
        "BUYSTOCK",
        [
          ["INVBUY", invested],
          ["BUYTYPE", "BUY"],
        ],
      ]
    : [
        "SELLSTOCK",
        [
          ["INVSELL", invested],
          ["SELLTYPE", "SELL"],
        ],
      ];
}

/** The type of a bank transaction (11.3.1.1) for what no investment transaction says better. */
const BANK_TYPE: Partial<Record<MoneyLine["kind"], string>> = {
  FEE: "SRVCHG",
  WIRE_FEE: "SRVCHG",
  CREDIT_INTEREST: "INT",
  JOURNAL_IN: "XFER",
  JOURNAL_OUT: "XFER",
  WIRE_IN: "XFER",
  WIRE_OUT: "XFER",
};

function moved(line: MoneyLine): Ofx {
  const total = movementEffect(line);
  const words = MOVEMENT_TEXT[line.kind];
  const id = `M:${line.bookedOn}:${line.kind}:${line.reference}`;
  const head = transaction(id, line.bookedOn, line.bookedOn, words);
  if (line.symbol && (line.kind === "DIVIDEND" || line.kind === "CASH_IN_LIEU")) {
    return [
      "INCOME",
      [
        head,
        security(line.symbol),
        ["INCOMETYPE", line.kind === "DIVIDEND" ? "DIV" : "MISC"],
        ["TOTAL", total],
        ...BOTH_SUBACCOUNTS,
      ],
    ];
  }
  if (line.symbol && line.kind === "WITHHOLDING")
    return ["INVEXPENSE", [head, security(line.symbol), ["TOTAL", total], ...BOTH_SUBACCOUNTS]];
  if (line.kind === "DEBIT_INTEREST")
    return ["MARGININTEREST", [head, ["TOTAL", total], ["SUBACCTFUND", SUBACCOUNT]]];
  return [
    "INVBANKTRAN",
    [
      [
        "STMTTRN",
        [
          ["TRNTYPE", BANK_TYPE[line.kind] ?? (total.startsWith("-") ? "DEBIT" : "CREDIT")],
          ["DTPOSTED", ofxDate(line.bookedOn)],
          ["TRNAMT", total],
          ["FITID", ofxText(id, 255)],
          ["NAME", ofxText(words, 32)],
        ],
      ],
      ["SUBACCTFUND", SUBACCOUNT],
    ],
  ];
}

/** Shares that came or went without money: splits, stock dividends, new symbols. */
const transferred = (line: StatementModel["shares"][number]): Ofx => [
  "TRANSFER",
  [
    transaction(
      `S:${line.bookedOn}:${line.kind}:${line.symbol}`,
      line.bookedOn,
      line.bookedOn,
      line.kind.toLowerCase().replaceAll("_", " "),
    ),
    security(line.symbol),
    ["SUBACCTSEC", SUBACCOUNT],
    ["UNITS", line.quantity],
    ["TFERACTION", line.quantity.startsWith("-") ? "OUT" : "IN"],
    ["POSTYPE", "LONG"],
  ],
];

const held = (line: StatementModel["holdings"][number], on: string): Ofx => [
  "POSSTOCK",
  [
    [
      "INVPOS",
      [
        security(line.symbol),
        ["HELDINACCT", SUBACCOUNT],
        ["POSTYPE", line.quantity.startsWith("-") ? "SHORT" : "LONG"],
        ["UNITS", line.quantity],
        ["UNITPRICE", line.price],
        ["MKTVAL", moneyToWire(money(line.value))],
        ["DTPRICEASOF", ofxDate(on)],
      ],
    ],
  ],
];

const balance = (name: string, value: string, on: string): Ofx => [
  "BAL",
  [
    ["NAME", ofxText(name, 32)],
    ["DESC", ofxText(name.replaceAll("_", " "), 80)],
    ["BALTYPE", name.includes("_return_") ? "NUMBER" : "DOLLAR"],
    ["VALUE", value],
    ["DTASOF", ofxDate(on)],
  ],
];

function securities(model: StatementModel): Ofx[] {
  const names = new Map<string, string>();
  for (const { symbol, name } of [...model.holdings, ...model.trades]) names.set(symbol, name);
  for (const { symbol } of [...model.money, ...model.shares])
    if (symbol && !names.has(symbol)) names.set(symbol, symbol);
  return [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([symbol, name]) => [
      "STOCKINFO",
      [["SECINFO", [security(symbol), ["SECNAME", ofxText(name, 120)], ["TICKER", ofxText(symbol, 32)]]]],
    ]);
}

const OK: Ofx = [
  "STATUS",
  [
    ["CODE", "0"],
    ["SEVERITY", "INFO"],
  ],
];

function investments(model: StatementModel): Ofx[] {
  const { period, cash } = model;
  const on = period.to;
  const total = money(cash.total);
  return [
    ["DTASOF", ofxDate(on)],
    ["CURDEF", "USD"],
    [
      "INVACCTFROM",
      [
        ["BROKERID", BROKER],
        ["ACCTID", ofxText(model.account.number, 22)],
      ],
    ],
    [
      "INVTRANLIST",
      [
        ["DTSTART", ofxDate(period.from)],
        ["DTEND", ofxDate(on)],
        ...model.trades.map(trade),
        ...model.money.map(moved).filter(([name]) => name !== "INVBANKTRAN"),
        ...model.shares.map(transferred),
        // The standard wants them behind the others.
        ...model.money.map(moved).filter(([name]) => name === "INVBANKTRAN"),
      ],
    ],
    ...(model.holdings.length > 0
      ? [["INVPOSLIST", model.holdings.map((line) => held(line, on))] satisfies Ofx]
      : []),
    [
      "INVBAL",
      [
        ["AVAILCASH", moneyToWire(larger(total, ZERO))],
        ["MARGINBALANCE", moneyToWire(smaller(total, ZERO))],
        ["SHORTBALANCE", "0.00"],
        [
          "BALLIST",
          keyFigures(model).flatMap(([name, value]) => (value === null ? [] : [balance(name, value, on)])),
        ],
      ],
    ],
  ];
}

/** A statement as OFX 2.1.1: the same figures as the printed one. */
export function statementOfx(model: StatementModel): string {
  const listed = securities(model);
  return ofxDocument([
    [
      "SIGNONMSGSRSV1",
      [
        [
          "SONRS",
          [
            OK,
            ["DTSERVER", ofxDate(model.period.to)],
            ["LANGUAGE", "ENG"],
            [
              "FI",
              [
                ["ORG", ofxText(INTRODUCING_FIRM.name, 32)],
                ["FID", FI],
              ],
            ],
          ],
        ],
      ],
    ],
    ["INVSTMTMSGSRSV1", [["INVSTMTTRNRS", [["TRNUID", "0"], OK, ["INVSTMTRS", investments(model)]]]]],
    ...(listed.length > 0 ? [["SECLISTMSGSRSV1", [["SECLIST", listed]]] satisfies Ofx] : []),
  ]);
}
