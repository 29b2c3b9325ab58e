import { z } from "zod";
import type { LocalDate } from "@/domain/time/instant";

/**
 * What can have happened in an account. TRADE: executions and their corrections. SETTLEMENT: what a trade moved on its
 * settlement date. CASH: deposits, withdrawals, returns, dividends. ACTION: shares that splits and the like brought.
 * ORDER: what became of orders, fills aside.
 */
export const ACTIVITY_KINDS = ["TRADE", "CASH", "ACTION", "ORDER", "SETTLEMENT"] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** Rows a page. */
export const ACTIVITY_PAGE = 50;

const day = z.iso
  .date({ error: "A date must look like 2026-05-28.", abort: true })
  .refine((date) => date >= "1990-01-01" && date <= "2099-12-31", "Choose a day from 1990 to 2099.")
  .transform((date) => date as LocalDate);

/** Where the page before ended: its last row's instant, source and key. */
const CURSOR = /^(\d{1,15})\.([012])\.([0-9a-f-]{1,36})$/;

/** 2100-01-01T00:00Z: beyond it there are no days to choose, and at some point none that a database could read. */
const END_OF_CALENDAR = 4_102_444_800_000;

export type ActivityCursor = { at: number; source: number; key: string };

const cursor = z
  .string("This is not a place in the list.")
  .regex(CURSOR, "This is not a place in the list.")
  .transform((text): ActivityCursor => {
    const [, at = "0", source = "0", key = ""] = CURSOR.exec(text) ?? [];
    return { at: Number(at), source: Number(source), key };
  })
  .refine(({ at }) => at < END_OF_CALENDAR, "This is not a place in the list.");

export const writeCursor = ({ at, source, key }: ActivityCursor): string => `${at}.${source}.${key}`;

/** Both days are New York's and included. Without kinds: everything. */
export const activityInput = z
  .strictObject({
    accountId: z.uuid("Choose an account."),
    from: day.optional(),
    to: day.optional(),
    kinds: z
      .array(z.enum(ACTIVITY_KINDS, "Choose kinds from the list."))
      .min(1, "Choose at least one kind.")
      .max(ACTIVITY_KINDS.length)
      .optional(),
    cursor: cursor.nullish(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ["to"],
    message: "The last day must not lie before the first.",
  });
export type ActivityInput = z.infer<typeof activityInput>;
