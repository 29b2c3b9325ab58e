import type { ScriptRowInput } from "@/domain/market/script-row";
import { eventually, type PortalClient, portalClient } from "@/e2e/portal-client";
import { staffClient } from "@/e2e/customers-by-wire";
import { drill, type PortalState } from "@/e2e/portal-under-test";

/** How far ahead of the exchange's now a print is laid: behind that a venue has read the tape already. */
const AHEAD_MS = 1_500;
const SIZE = 10_000;

export type Pinned = { bid: string; middle: string; ask: string };

/** The market as a test steers it, through the drill door; and what it says. */
export class Market {
  #client: Promise<PortalClient> | null = null;

  constructor(private readonly portal: PortalState) {}

  async script(...rows: ScriptRowInput[]): Promise<void> {
    await drill(this.portal, rows);
  }

  async now(): Promise<number> {
    return (await portalClient(this.portal.baseUrl).market.clock.query()).exchangeNow;
  }

  /** From now on a symbol stands still: one percent below and above a price near the present one; nobody trades. */
  async pin(symbol: string): Promise<Pinned> {
    const [quote] = await (await this.#signedIn()).market.quotes.query({ symbols: [symbol] });
    const price = Number(quote?.last ?? quote?.bid);
    const [bid, middle, ask] = [0.99, 1, 1.01].map((part) => (price * part).toFixed(2)) as [
      string,
      string,
      string,
    ];
    const from = new Date(await this.now()).toISOString();
    await this.script({
      kind: "QUOTE",
      symbol,
      from,
      bid,
      ask,
      bidSize: SIZE,
      askSize: SIZE,
      others: "NOTHING",
    });
    await eventually("the quote stands", async () => {
      const [pinned] = await (await this.#signedIn()).market.quotes.query({ symbols: [symbol] });
      return pinned && Number(pinned.ask) === Number(ask);
    });
    return { bid, middle, ask };
  }

  /** From now on a symbol is quoted at these prices by its primary listing alone. */
  async quote(symbol: string, bid: string, ask: string): Promise<void> {
    const from = new Date(await this.now()).toISOString();
    const size = { bidSize: SIZE, askSize: SIZE, others: "NOTHING" } as const;
    await this.script({ kind: "QUOTE", symbol, from, bid, ask, ...size });
    await eventually("the quote stands", async () => {
      const [shown] = await (await this.#signedIn()).market.quotes.query({ symbols: [symbol] });
      return shown && Number(shown.ask) === Number(ask);
    });
  }

  /** So many shares trade at a price a moment from now. */
  async trade(symbol: string, price: string, size: number): Promise<void> {
    const at = new Date((await this.now()) + AHEAD_MS).toISOString();
    await this.script({ kind: "PRINT", symbol, at, price, size });
  }

  #signedIn(): Promise<PortalClient> {
    this.#client ??= staffClient(this.portal.baseUrl, "ADMIN");
    return this.#client;
  }
}
