import { FormulaTip } from "@/components/portfolio/formula-tip";
import { Change } from "@/components/ui/change";
import { InfoTip } from "@/components/ui/info-tip";
import { formatPercent } from "@/domain/money/format";
import { NO_ANSWER, type NoAnswer } from "@/domain/portfolio/answer";
import type { FormulaName } from "@/domain/portfolio/formulas";

/** A ratio as the server sends it, or why there is none. */
export type ReturnValue = { rate: string | null; reason: NoAnswer | null };

type ReturnFigureProps = {
  figure: ReturnValue;
  /** What it is, for those who meet its chips alone: "time-weighted return, year to date". */
  about: string;
  /** How it is reckoned, one click away; left out where the formula stands beside a whole column. */
  formula?: FormulaName;
  isStrong?: boolean;
  /** Between the figure and its formula: "this year, time-weighted". */
  note?: string;
};

/** A return as it is written everywhere: two decimals of a per cent with sign and mark, or "n/a" and why. */
export function ReturnFigure({ figure, about, formula, isStrong, note }: ReturnFigureProps) {
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      {figure.rate === null ? (
        <>
          <span className="text-muted">n/a</span>
          <InfoTip label="why?" about={`there is no ${about}`}>
            {NO_ANSWER[figure.reason ?? "NO_DAYS"]}
          </InfoTip>
        </>
      ) : (
        <Change text={formatPercent(figure.rate)} isStrong={isStrong} />
      )}
      {note ? <span className="font-normal text-muted">{note}</span> : null}
      {formula ? <FormulaTip name={formula} about={`the ${about} is reckoned`} /> : null}
    </span>
  );
}
