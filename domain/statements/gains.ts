import { formatMoney, formatSigned, formatUsd } from "@/domain/money/format";
import { InvariantError } from "@/domain/errors";
import { money, moneyToWire, subtract } from "@/domain/money/money";
import { correctedTitle, type CorrectionOf } from "@/domain/statements/correction";
import { GAINS_DISCLOSURES } from "@/domain/statements/disclosures";
import { CARRYING_FIRM, INTRODUCING_FIRM } from "@/domain/statements/firms";
import { dateParts, line, type Paper, printable } from "@/domain/statements/paper";
import { type RealisedLine, realisedGains, type RealisedSum } from "@/domain/statements/realised";
import type { PaperAccount } from "@/domain/statements/statement";
import { realisedRows, realisedSumRow, table } from "@/domain/statements/statement-csv";
import { correctionNotice } from "@/domain/statements/statement-paper";
import { realisedLinesTable } from "@/domain/statements/statement-tables";
import { fitted } from "@/domain/statements/table-fit";
import type { LocalDate } from "@/domain/time/instant";
import { exchangeCalendar } from "@/domain/time/calendar";
import { formatDate } from "@/domain/time/format";

export type GainsFacts = {
  account: PaperAccount;
  year: string;
  /** The last day whose closings it holds: the year's last trading day, or an earlier one. */
  to: LocalDate;
  lines: readonly RealisedLine[];
  corrects?: CorrectionOf | null;
};

/** What an account realised in a year, lot by lot. Economic results; wash sales stand beside them. */
export type GainsModel = {
  version: 1;
  corrects: CorrectionOf | null;
  account: PaperAccount;
  year: string;
  from: LocalDate;
  to: LocalDate;
  lines: readonly RealisedLine[];
  short: RealisedSum;
  long: RealisedSum;
  total: RealisedSum;
};

/** The report's data. Refuses, with InvariantError, a line whose gain is not its proceeds less its cost. */
export function buildGains({ account, year, to, lines, corrects = null }: GainsFacts): GainsModel {
  for (const each of lines) {
    const gain = subtract(money(each.proceeds), money(each.cost));
    if (!gain.eq(money(each.gain)))
      throw new InvariantError(
        `the gain of ${each.symbol} on ${each.soldOn} does not add up: ${each.gain} against ${moneyToWire(gain)}`,
      );
  }
  const { short, long, total, lines: sorted } = realisedGains(lines, { short: "0", long: "0" });
  const from = `${year}-01-01` as LocalDate;
  return { version: 1, corrects, account, year, from, to, lines: sorted, short, long, total };
}

export const gainsTitle = ({ year, to, corrects }: Pick<GainsModel, "year" | "to" | "corrects">): string =>
  correctedTitle(
    to >= exchangeCalendar.lastTradingDay(`${year}-12`)
      ? `Realised gains of ${year}`
      : `Realised gains of ${year}, up to ${formatDate(to)}`,
    corrects,
  );

/** The report as it is printed. */
export function gainsPaper(model: GainsModel): Paper {
  const { account, short, long, total } = model;
  return {
    kind: "REALISED_GAINS",
    title: `${gainsTitle(model)}, account ${account.number}`,
    heading: "Realised gains and losses",
    subheading: `${formatDate(model.from)} to ${formatDate(model.to)}`,
    date: dateParts(model.to),
    introducing: INTRODUCING_FIRM,
    carrying: CARRYING_FIRM,
    mailing: [account.title, ...account.mailing].map(printable),
    notice: correctionNotice(model.corrects),
    particulars: [
      line("Account number", account.number, true),
      line("Account", printable(account.title)),
      line("Year", model.year),
    ],
    figures: [
      line("Gain or loss", formatUsd(total.gain), true),
      line("Proceeds", formatUsd(total.proceeds)),
      line("Cost", formatUsd(total.cost)),
    ],
    summaryHeading: "By how long it was held",
    summary: [
      line("Short term: held for a year or less", formatSigned(short.gain)),
      line("Long term: held for longer", formatSigned(long.gain)),
      line("Gain or loss", formatSigned(total.gain), true),
      line("Losses that wash sales defer, not taken off above", formatMoney(total.washDisallowed)),
    ],
    tables: [fitted(realisedLinesTable(model.lines, total))],
    disclosures: GAINS_DISCLOSURES,
  };
}

/** The report as a table for spreadsheets. */
export const gainsCsv = (model: GainsModel): string =>
  table([
    ...realisedRows("realised", model.lines),
    realisedSumRow("summary", "short_term", model.short),
    realisedSumRow("summary", "long_term", model.long),
    realisedSumRow("summary", "total", model.total),
  ]);
