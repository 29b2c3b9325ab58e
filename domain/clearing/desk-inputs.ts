import { z } from "zod";
import { ADJUSTED_ACCOUNTS } from "@/domain/clearing/adjustments";
import { eodFileName } from "@/domain/clearing/messages";
import { moneyInput, priceInput, quantityInput } from "@/domain/money/input";
import { lineInput, paragraphInput } from "@/domain/text/text-input";

/** What staff can ask of and tell the clearing desk. */
const businessDate = z.iso.date({ error: "A day must look like 2026-11-20." });

/** How fast exchange time may flow: stopped, as it is, ten and sixty times as fast. */
export const CLOCK_RATES = [0, 1, 10, 60] as const;
export const clockRateInput = z.strictObject({
  rate: z.literal(CLOCK_RATES, { error: "The clock can stand still, or run at 1, 10 or 60 times." }),
});
export type ClockRateInput = z.infer<typeof clockRateInput>;

/** OPEN and AFTER_HOURS only where the day is lived through from its pre-market to the end of its after-hours. */
export const RUN_TARGETS = ["OPEN", "AFTER_HOURS", "CLOSE", "NEXT_DAY", "MONTH_END"] as const;
export type RunTarget = (typeof RUN_TARGETS)[number];
export const runToInput = z.strictObject({
  target: z.enum(RUN_TARGETS, { error: "Choose where the clock shall run to." }),
});
export type RunToInput = z.infer<typeof runToInput>;

/** Lines of a file on one page. */
export const FILE_LINES_PAGE = 200;
export const fileInput = z.strictObject({
  businessDate,
  name: eodFileName,
  /** Lines to leave out before the page. */
  offset: z.int().min(0).max(10_000_000).default(0),
});
export type FileInput = z.infer<typeof fileInput>;

export const wholeFileInput = z.strictObject({ businessDate, name: eodFileName });
export type WholeFileInput = z.infer<typeof wholeFileInput>;

export const dayInput = z.strictObject({ businessDate });
export type DayInput = z.infer<typeof dayInput>;

export const IMPORTS_PAGE = 20;
export const importsInput = z.strictObject({
  /** The earliest day of the page before. */
  before: businessDate.optional(),
});
export type ImportsInput = z.infer<typeof importsInput>;

/** The part of the books that two sides disagree on. */
export const BREAK_AREAS = [
  "ACCOUNT",
  "CASH",
  "POSITION",
  "LOT",
  "TRADE",
  "MONEY",
  "MARGIN",
  "INTEREST",
] as const;
export type BreakArea = (typeof BREAK_AREAS)[number];
/** How they disagree: only theirs has it, only ours has it, the figures differ, it came twice, or for another day. */
export const BREAK_TYPES = ["MISSING_HERE", "MISSING_THERE", "AMOUNT", "DUPLICATE", "AS_OF"] as const;
export type BreakType = (typeof BREAK_TYPES)[number];
export const BREAK_STATUSES = ["OPEN", "RESOLVED"] as const;

export const BREAKS_PAGE = 50;
export const breaksInput = z.strictObject({
  status: z.enum(BREAK_STATUSES, { error: "Choose open or resolved." }).default("OPEN"),
  area: z.enum(BREAK_AREAS, { error: "Choose a part of the books." }).optional(),
  cursor: z.uuid("This page cannot be found.").optional(),
});
export type BreaksInput = z.infer<typeof breaksInput>;

/** `to` is an administrator's id, "me", or nobody: then the break is anybody's again. */
export const assignBreakInput = z.strictObject({
  breakId: z.uuid("Choose a break."),
  to: z
    .union([z.literal("me"), z.uuid("Choose an administrator.")], { error: "Choose an administrator." })
    .nullable(),
});
export type AssignBreakInput = z.infer<typeof assignBreakInput>;

const resolution = {
  breakId: z.uuid("Choose a break."),
  reason: paragraphInput({ label: "The reason", min: 10, max: 500 }),
};
/** Their books were wrong, and nothing of ours changes; or ours were, and an entry puts them right. */
export const proposeResolutionInput = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("EXPLANATION"), ...resolution }),
    z.strictObject({
      kind: z.literal("ADJUSTMENT"),
      ...resolution,
      ledgerAccount: z.enum(ADJUSTED_ACCOUNTS, { error: "Choose one of the customer's accounts." }),
      /** For shares only. */
      symbol: z
        .string({ error: "Name a symbol." })
        .regex(/^[A-Z0-9./^-]{1,12}$/, "A symbol looks like BAC.")
        .nullable()
        .default(null),
      /** Whether the customer has more or less than our books say. */
      direction: z.enum(["MORE", "LESS"], { error: "Choose more or less." }),
      /** Dollars and cents, or shares. */
      amount: quantityInput({ max: "1000000000" }),
      /** Dollars that added shares had cost, or removed ones bring. */
      cost: moneyInput({ min: "0" }).nullable().default(null),
    }),
  ],
  { error: "Choose an adjustment or an explanation." },
);
export type ProposeResolutionInput = z.infer<typeof proposeResolutionInput>;

export const proposalInput = z.strictObject({ proposalId: z.uuid("Choose a proposal.") });
export type ProposalInput = z.infer<typeof proposalInput>;

const MOST_SHARES = "1000000";
const HIGHEST_PRICE = "1000000";

/** A fill by its venue's id. */
const amendment = {
  execId: z
    .string({ error: "Name the execution." })
    .max(60, { error: "An execution's id has at most 60 characters.", abort: true })
    .regex(/^[A-Z]{4}-[0-9a-f]{32}-[0-9.]{1,20}$/, "An execution's id looks like XNAS-(32 digits)-100."),
  /** Goes out with the venue's report, whose texts have 200 characters. */
  reason: lineInput({ label: "The reason", min: 10, max: 200 }),
};
export const bustFillInput = z.strictObject(amendment);
export type BustFillInput = z.infer<typeof bustFillInput>;

export const correctFillInput = z.strictObject({
  ...amendment,
  /** All that the fill should have said, not the difference. */
  quantity: quantityInput({ max: MOST_SHARES }),
  price: priceInput({ max: HIGHEST_PRICE }),
});
export type CorrectFillInput = z.infer<typeof correctFillInput>;
