import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { pickAccount } from "@/components/portal-frame/pick-account";
import { TradeRoom } from "@/components/trade/trade-room";
import type { Traded } from "@/components/trade/traded";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

type TradePageProps = { searchParams: Promise<{ symbol?: string; side?: string; account?: string }> };
type Api = Awaited<ReturnType<typeof serverCaller>>;

export async function generateMetadata({ searchParams }: TradePageProps): Promise<Metadata> {
  const { symbol } = await searchParams;
  return { title: symbol ? `Trade ${symbol}` : "Trade" };
}

/** What someone looks at who has not said anything: the broad market. */
const DEFAULT_SYMBOL = "SPY";

/** `?symbol=` chooses the instrument, `?side=BUY` or `SELL` the side of the ticket, `?account=` the account. */
export default async function TradePage({ searchParams }: TradePageProps) {
  const query = await searchParams;
  await requireSignedIn(`/trade?symbol=${encodeURIComponent(query.symbol ?? DEFAULT_SYMBOL)}`);
  const api = await serverCaller();
  const account = pickAccount(await api.accounts.mine(), query.account);
  const [traded, list] = await Promise.all([
    load(api, (query.symbol ?? DEFAULT_SYMBOL).toUpperCase()),
    account ? api.orders.list({ accountId: account.id, show: "OPEN" }) : null,
  ]);
  return (
    <TradeRoom
      traded={traded}
      side={query.side === "BUY" || query.side === "SELL" ? query.side : undefined}
      openOrders={account && list ? { accountId: account.id, list } : null}
    />
  );
}

/** The instrument with its quote and bars; null for a symbol that we do not trade. */
async function load(api: Api, symbol: string): Promise<Traded | null> {
  try {
    const [instrument, [quote], history] = await Promise.all([
      api.market.instrument({ symbol }),
      api.market.quotes({ symbols: [symbol] }),
      api.market.history({ symbol, range: "5D" }),
    ]);
    return { instrument, quote: quote ?? null, history };
  } catch (error) {
    if (error instanceof TRPCError && (error.code === "NOT_FOUND" || error.code === "BAD_REQUEST"))
      return null;
    throw error;
  }
}
