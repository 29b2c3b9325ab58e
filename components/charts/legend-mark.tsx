/** A dash in a line's colour, and what the line is. */
export function LegendMark({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={`h-0.75 w-3.5 rounded-pill ${className}`} />
      {children}
    </span>
  );
}
