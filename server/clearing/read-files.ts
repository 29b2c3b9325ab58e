import { type EodRow, readEodFile } from "@/domain/clearing/eod-files";
import { type EodFileName, eodFileName, type FirmEvent } from "@/domain/clearing/messages";
import { AppError } from "@/domain/errors";
import { add, type Money, money, subtract, ZERO } from "@/domain/money/money";
import { cashEffect } from "@/domain/statements/trade-line";
import { exchangeCalendar } from "@/domain/time/calendar";
import { instantFromIso, type LocalDate, localDateOf } from "@/domain/time/instant";
import { sha256 } from "@/server/platform/crypto";

export type EndOfDayEvent = Extract<FirmEvent, { kind: "EOD_READY" }>;
/** The files as they arrived; null for one that the clearing firm does not have. */
export type EndOfDayFiles = Record<EodFileName, string | null>;
/** The same, read and checked. */
export type EndOfDay = {
  businessDate: LocalDate;
  texts: Record<EodFileName, string>;
} & { [Name in EodFileName]: EodRow<Name>[] };

const refuse = (sentence: string): never => {
  throw new AppError("FILE_REFUSED", `${sentence} Nothing was changed.`);
};

/**
 * Reads a day's files and checks all that can be checked without our books: that they are there, are the ones
 * that were announced, are of this day, and add up in themselves. Throws FILE_REFUSED with one sentence.
 */
export function readEndOfDay(event: EndOfDayEvent, files: EndOfDayFiles): EndOfDay {
  const businessDate = event.businessDate as LocalDate;
  if (!exchangeCalendar.isTradingDay(businessDate)) refuse(`${businessDate} is not a trading day.`);
  if (businessDate > localDateOf(instantFromIso(event.at))) refuse(`${businessDate} has not ended yet.`);
  const texts = {} as Record<EodFileName, string>;
  for (const name of eodFileName.options) texts[name] = announced(event, name, files[name]);
  const rows = <Name extends EodFileName>(name: Name) => readEodFile(name, businessDate, texts[name], sha256);
  const day: EndOfDay = {
    businessDate,
    texts,
    trades: rows("trades"),
    positions: rows("positions"),
    balances: rows("balances"),
    money: rows("money"),
    lots: rows("lots"),
    rejects: rows("rejects"),
    actions: rows("actions"),
  };
  for (const name of eodFileName.options) {
    const promised = event.files.find((file) => file.name === name)?.records;
    if (promised !== day[name].length) {
      refuse(`The ${name} file has ${day[name].length} rows, and ${promised} were announced.`);
    }
  }
  checkSums(day);
  return day;
}

function announced(event: EndOfDayEvent, name: EodFileName, text: string | null): string {
  const promised = event.files.filter((file) => file.name === name);
  if (promised.length !== 1) return refuse(`The ${name} file of ${event.businessDate} was not announced.`);
  if (text === null) return refuse(`The ${name} file of ${event.businessDate} is missing.`);
  if (sha256(text) !== promised[0]?.sha256)
    return refuse(`The ${name} file of ${event.businessDate} is not the one that was announced.`);
  return text;
}

/** Rows that contradict each other: cash and holdings against equity, and each trade against its own fees. */
function checkSums(day: EndOfDay): void {
  const held = new Map<string, Money>();
  for (const row of day.positions) {
    held.set(row.accountNumber, add(held.get(row.accountNumber) ?? ZERO, money(row.value)));
  }
  for (const row of day.balances) {
    const value = held.get(row.accountNumber) ?? ZERO;
    held.delete(row.accountNumber);
    if (!value.eq(money(row.positionValue))) {
      refuse(`The positions of account ${row.accountNumber} do not add up to its position value.`);
    }
    if (!subtract(money(row.equity), money(row.tradeDateCash)).eq(value)) {
      refuse(`The equity of account ${row.accountNumber} is not its cash and positions.`);
    }
  }
  const [orphan] = held.keys();
  if (orphan !== undefined) refuse(`Account ${orphan} has positions and no balance.`);
  for (const trade of day.trades) {
    if (!cashEffect(trade).eq(money(trade.net)))
      refuse(`Trade ${trade.execId} does not add up to its net amount.`);
  }
}
