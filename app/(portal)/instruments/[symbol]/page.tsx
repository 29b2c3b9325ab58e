import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { InstrumentRoom } from "@/components/market/instrument-room";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

type InstrumentPageProps = { params: Promise<{ symbol: string }> };

const symbolOf = async (params: InstrumentPageProps["params"]): Promise<string> =>
  decodeURIComponent((await params).symbol).toUpperCase();

export async function generateMetadata({ params }: InstrumentPageProps): Promise<Metadata> {
  return { title: await symbolOf(params) };
}

export default async function InstrumentPage({ params }: InstrumentPageProps) {
  const symbol = await symbolOf(params);
  await requireSignedIn(`/instruments/${encodeURIComponent(symbol)}`);
  const api = await serverCaller();
  const instrument = await orNotFound(api.market.instrument({ symbol }));
  const [[quote], history, figures] = await Promise.all([
    api.market.quotes({ symbols: [symbol] }),
    api.market.history({ symbol, range: "5D" }),
    api.market.keyFigures({ symbol }),
  ]);
  return (
    <InstrumentRoom
      key={symbol}
      instrument={instrument}
      quote={quote ?? null}
      history={history}
      figures={figures}
    />
  );
}
