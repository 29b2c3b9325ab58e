import { FORMULAS, type FormulaName } from "@/domain/portfolio/formulas";

/** A formula with what its letters mean and where it comes from. */
export function FormulaText({ name }: { name: FormulaName }) {
  const { name: title, formula, where, source } = FORMULAS[name];
  return (
    <span className="grid gap-2">
      <span className="font-semibold">{title}</span>
      <span className="rounded-inner bg-sunk px-2.5 py-2 font-medium">{formula}</span>
      <span>{where}</span>
      <span className="text-label text-muted">{source}</span>
    </span>
  );
}
