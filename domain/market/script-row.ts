import { z } from "zod";
import { ACTION_TYPES } from "@/domain/corporate-actions/action";
import { fromPrice, HALT_CODES, type TickPrice } from "@/domain/market/types";
import { price } from "@/domain/money/money";
import { type Instant, instantFromIso, type LocalDate, localDate } from "@/domain/time/instant";

/**
 * One row of a script that steers the market in tests and drills. On the wire prices are dollars as decimal strings
 * of at most four decimals, instants ISO 8601 in UTC, sizes whole shares.
 */
const scriptPrice = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,4})?$/, "A price must be dollars with at most four decimals.")
  .transform((text): TickPrice => fromPrice(price(text)))
  .refine((ticks) => ticks > 0, "A price must be above zero.");

const scriptInstant = z.iso.datetime().transform((text): Instant => instantFromIso(text));
const scriptSize = z.number().int().min(1).max(1_000_000_000);
const scriptSymbol = z.string().regex(/^[A-Z][A-Z0-9.-]{0,9}$/, "A symbol must be a ticker in capitals.");

const scriptDay = z.iso.date().transform((text): LocalDate => localDate(text));
const scriptValue = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,6})?$/, "A value must be a decimal number.")
  .refine((text) => price(text).gt(0), "A value must be above zero.");

const quoteRow = z.strictObject({
  kind: z.literal("QUOTE"),
  symbol: scriptSymbol,
  from: scriptInstant,
  /** The first instant at which it no longer stands; left out: it stands until another row takes its place. */
  to: scriptInstant.optional(),
  /** null: nobody quotes this side. */
  bid: scriptPrice.nullable(),
  ask: scriptPrice.nullable(),
  bidSize: scriptSize,
  askSize: scriptSize,
  /** What venues other than the primary listing show: the same sizes one tick worse, or nothing. */
  others: z.enum(["ONE_TICK_WORSE", "NOTHING"]).default("ONE_TICK_WORSE"),
});

const printRow = z.strictObject({
  kind: z.literal("PRINT"),
  symbol: scriptSymbol,
  at: scriptInstant,
  price: scriptPrice,
  size: scriptSize,
});

const haltRow = z.strictObject({
  kind: z.literal("HALT"),
  symbol: scriptSymbol,
  from: scriptInstant,
  /** When trading resumes, announced from the beginning; left out: nobody knows until a RESUME row comes. */
  to: scriptInstant.optional(),
  code: z.enum(HALT_CODES).default("T1"),
});

/** Ends the halts of a symbol that stand at this instant. */
const resumeRow = z.strictObject({ kind: z.literal("RESUME"), symbol: scriptSymbol, at: scriptInstant });

/** A dividend or a split of the stock, as CorporateAction has it; prices do not follow by themselves. */
const actionRow = z.strictObject({
  kind: z.literal("ACTION"),
  symbol: scriptSymbol,
  exDate: scriptDay,
  type: z.enum(ACTION_TYPES),
  value: scriptValue,
  per: scriptValue.optional(),
  payDate: scriptDay.optional(),
  newSymbol: scriptSymbol.nullish(),
  /** Whether prices follow a split from its ex-date on; else they are what the rows say. */
  follows: z.boolean().optional(),
});

export const scriptRowSchema = z
  .discriminatedUnion("kind", [quoteRow, printRow, haltRow, resumeRow, actionRow])
  .refine((row) => row.kind !== "QUOTE" || row.bid === null || row.ask === null || row.bid < row.ask, {
    message: "The bid must be below the ask.",
    path: ["bid"],
  })
  .refine((row) => !("from" in row) || row.to === undefined || row.from < row.to, {
    message: "The end must be after the beginning.",
    path: ["to"],
  });

/** As it travels and is stored. */
export type ScriptRowInput = z.input<typeof scriptRowSchema>;
/** As the market reads it. */
export type ScriptRow = z.output<typeof scriptRowSchema>;
export type ScriptQuote = Extract<ScriptRow, { kind: "QUOTE" }>;
export type ScriptPrint = Extract<ScriptRow, { kind: "PRINT" }>;
