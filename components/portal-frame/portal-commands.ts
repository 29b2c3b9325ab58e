import type { SymbolHit } from "@/components/shell/palette-dialog";
import type { PaletteCommand } from "@/components/shell/rank-commands";
import type { Theme } from "@/components/shell/theme";

const PLACES: readonly (readonly [href: string, label: string, keywords: string])[] = [
  ["/portfolio", "Portfolio", "positions equity value"],
  ["/performance", "Performance", "return benchmark drawdown income dividends risk"],
  ["/trade", "Trade", "buy sell order ticket chart"],
  ["/orders", "Orders", "blotter fills working"],
  ["/execution-quality", "Execution quality", "price improvement spread venues fill rate"],
  ["/activity", "Activity", "history ledger"],
  ["/transfers", "Transfers", "deposit withdraw money bank ach"],
  ["/taxes", "Taxes", "realised gains lots wash sales harvest losses"],
  ["/documents", "Documents", "statements confirms papers"],
  ["/settings", "Settings", "profile password sessions"],
];

/** What the palette offers besides symbols. */
export function portalCommands(chooseTheme: (theme: Theme) => void): PaletteCommand[] {
  const theme = (id: Theme, label: string): PaletteCommand => ({
    id: `theme-${id}`,
    label,
    group: "Appearance",
    keywords: "colour mode",
    onRun: () => chooseTheme(id),
  });
  return [
    ...PLACES.map(([href, label, keywords]) => ({ id: href, label, group: "Go to", keywords, href })),
    {
      id: "deposit",
      label: "Deposit money",
      group: "Do",
      keywords: "fund ach bank",
      href: "/transfers",
    },
    theme("light", "Light theme"),
    theme("dark", "Dark theme"),
    theme("system", "Theme of the device"),
  ];
}

const ORDER = /^(buy|sell)\s+(.*)$/i;
const VERBS = { BUY: "Buy", SELL: "Sell" } as const;
export type Verb = keyof typeof VERBS;

/** "buy aap" asks for symbols like "aap" with the wish to buy; anything else for symbols alone. */
export function readQuery(query: string): { verb: Verb | null; text: string } {
  const [, verb, rest] = ORDER.exec(query.trim()) ?? [];
  if (!verb || !rest?.trim()) return { verb: null, text: query.trim() };
  return { verb: verb.toUpperCase() === "BUY" ? "BUY" : "SELL", text: rest.trim() };
}

/** What was found, as the palette shows it: "AAPL", or "Buy AAPL" for a wish to buy. */
export const asHit = (
  verb: Verb | null,
  found: { symbol: string; name: string; primaryListing: string },
): SymbolHit => ({
  symbol: verb ? `${VERBS[verb]} ${found.symbol}` : found.symbol,
  name: found.name,
  detail: found.primaryListing,
});

/** Where a hit leads: to the instrument, or to the ticket with its side chosen. Who trades already stays there. */
export function hitHref(hit: string, pathname: string): string {
  const { verb, text } = readQuery(hit);
  const symbol = encodeURIComponent(text);
  if (verb) return `/trade?symbol=${symbol}&side=${verb}`;
  return pathname === "/trade" ? `/trade?symbol=${symbol}` : `/instruments/${symbol}`;
}
