/** A list with its symbols in the person's own order. */
export type WatchlistView = { id: string; name: string; symbols: string[] };

export const watchlistView = ({ id, name, symbols }: WatchlistView): WatchlistView => ({ id, name, symbols });
