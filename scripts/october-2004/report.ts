import { growth, type PublishedGrowth, type PublishedMonth } from "@/domain/reports/trade-volume";
import { formatQuantity, formatUsd } from "@/domain/money/format";
import { money, quantity } from "@/domain/money/money";

/** What the books say of the month, from the trade volume report, and what the part of the reported size asks for. */
export type LivedMonth = {
  accounts: number;
  /** Dollars, exactly. */
  assets: string;
  trades: number;
  shares: string;
  /** Orders that were placed in the month, and the largest of them in shares. */
  orders: number;
  largest: string;
  /** Shares that traded under $5, of all. */
  cheapShares: string;
  statements: number;
  confirms: number;
};

export type Wanted = { accounts: number; assets: number; shares: number };
export type Published = { current: PublishedMonth; previous: PublishedMonth; growth: PublishedGrowth };

const percent = (ratio: string | null): string =>
  ratio === null ? "n/a" : `${(Number(ratio) * 100).toFixed(1)}%`;

/** By how much the assets miss the wanted ones, as a share of them. */
export const missOf = (assets: string, wanted: number): number => Number(assets) / wanted - 1;

type Row = readonly [string, string, string, string];

function table(rows: readonly Row[]): string[] {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("   ")
      .trimEnd(),
  );
}

/** The report for a terminal: each figure of the books beside the published one. `scale` is 1 for the whole size. */
export function monthReport(
  lived: LivedMonth,
  wanted: Wanted,
  { previous, growth: published }: Published,
  scale: number,
): string {
  const whole = scale === 1;
  const rows: Row[] = [
    ["October 2004", "these books", whole ? "published" : `${scale} of published`, ""],
    [
      "Customer accounts",
      formatQuantity(String(lived.accounts)),
      formatQuantity(String(wanted.accounts)),
      "",
    ],
    [
      "Customer assets",
      formatUsd(lived.assets),
      formatUsd(String(wanted.assets)),
      `${(missOf(lived.assets, wanted.assets) * 100).toFixed(2)}% off`,
    ],
    ["Shares traded", formatQuantity(lived.shares), formatQuantity(String(wanted.shares)), ""],
    ["Trades", formatQuantity(String(lived.trades)), "not published", ""],
  ];
  const growths: Row[] = [
    ["Against October 2003 (published)", "these books", "published", "2003"],
    [
      "Customer assets",
      percent(growth(money(lived.assets), money(previous.assets))),
      percent(published.assets),
      formatUsd(previous.assets),
    ],
    [
      "Shares traded",
      percent(growth(quantity(lived.shares), quantity(previous.shares))),
      percent(published.shares),
      formatQuantity(previous.shares),
    ],
    ["Customer accounts", "n/a", percent(published.accounts), "not published"],
  ];
  const cheap = Number(lived.shares) > 0 ? Number(lived.cheapShares) / Number(lived.shares) : 0;
  return [
    ...table(rows),
    "",
    ...(whole ? [...table(growths), ""] : []),
    `${formatQuantity(String(lived.orders))} orders, none above ${formatQuantity(lived.largest)} shares; ${(cheap * 100).toFixed(0)}% of the shares traded under $5;`,
    `${formatQuantity(String(lived.confirms))} confirms and ${formatQuantity(String(lived.statements))} statements of the month.`,
  ].join("\n");
}
