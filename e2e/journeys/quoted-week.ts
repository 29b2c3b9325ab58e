import fs from "node:fs";
import path from "node:path";

/** One minute of a replayed day: the prices between which was quoted and traded. */
type Range = { low: number; high: number };

/** The row of the minute, or the last one before it: a minute without a row is one in which nothing changed. */
function rowAt(file: string, time: string): Record<string, string> {
  const [head = "", ...lines] = fs.readFileSync(file, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  const kept: Record<string, string> = {};
  for (const line of lines) {
    const cells = line.split(",");
    if ((cells[0] ?? "") > time) break;
    // An empty cell is one that has not changed.
    names.forEach((name, at) => {
      if (cells[at]) kept[name] = cells[at];
    });
  }
  return kept;
}

const range = (row: Record<string, string>, prefix: string): Range => ({
  low: Number(row[`${prefix}low`]),
  high: Number(row[`${prefix}high`]),
});

/** The week as it was really quoted, read straight from the files, apart from the portal's own reader. */
export class QuotedWeek {
  constructor(private readonly folder: string) {}

  /** What was asked (for buyers) or bid (for sellers) in the minute of an instant, dollars a share. */
  quoted(symbol: string, side: "BUY" | "SELL", at: string): Range {
    const { day, minute } = inNewYork(at);
    const row = rowAt(path.join(this.folder, "minute", `${symbol}-${day}-quotes.csv`), minute);
    return range(row, side === "BUY" ? "ask_" : "bid_");
  }

  /** At which prices was traded in that minute. */
  traded(symbol: string, at: string): Range {
    const { day, minute } = inNewYork(at);
    return range(rowAt(path.join(this.folder, "minute", `${symbol}-${day}-trades.csv`), minute), "");
  }
}

function inNewYork(at: string): { day: string; minute: string } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: "America/New_York",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(at));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return { day: `${of("year")}-${of("month")}-${of("day")}`, minute: `${of("hour")}:${of("minute")}:00` };
}
