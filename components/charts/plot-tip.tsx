export type PlotTipRow = { label: string; text: string };

/** What a chart says about the point under the pointer. */
export function PlotTip({ title, rows }: { title: string; rows: readonly PlotTipRow[] }) {
  return (
    <div className="tabular rounded-control border border-line bg-raised px-3 py-2 text-small text-ink shadow-overlay">
      <div className="text-label text-muted">{title}</div>
      {rows.map((row) => (
        <div key={row.label} className="flex justify-between gap-5">
          <span className="text-muted">{row.label}</span>
          <span className="font-medium">{row.text}</span>
        </div>
      ))}
    </div>
  );
}
