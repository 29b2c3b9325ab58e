/** What a row of a table is about. */
export function SymbolAndName({ symbol, name }: { symbol: string; name: string }) {
  return (
    <>
      <span className="font-semibold">{symbol}</span> <span className="text-muted">{name}</span>
    </>
  );
}
