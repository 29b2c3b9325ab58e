import { z } from "zod";
import { ACTION_TYPES, type ActionTerms, usualPayDate } from "@/domain/corporate-actions/action";
import { quantity, toWire } from "@/domain/money/money";
import { symbolInput } from "@/domain/orders/order-input";
import type { LocalDate } from "@/domain/time/instant";

const day = (label: string) =>
  z.iso
    .date({ error: `${label} must be a day of the calendar, such as 2026-06-09.`, abort: true })
    .refine((date) => date >= "1990-01-01" && date <= "2039-12-31", "Choose a day from 1990 to 2039.")
    .transform((date) => date as LocalDate);

const figure = (label: string) =>
  z
    .string({ error: `${label} is needed.` })
    .regex(/^\d{1,6}(\.\d{1,6})?$/, `${label} is a plain number, such as 0.47.`)
    .refine((text) => !/^[0.]+$/.test(text), `${label} must be above zero.`);

const isFewer = (input: { value: string; per: string }) => quantity(input.value).lt(quantity(input.per));

/**
 * A corporate action as the clearing desk announces it. `value` is dollars a share of a dividend, else new shares for
 * `per` old ones (of a stock dividend: more for `per` held). Becomes its terms, the pay date decided.
 */
export const announceActionInput = z
  .strictObject({
    symbol: symbolInput,
    type: z.enum(ACTION_TYPES, { error: "Choose what the company does." }),
    exDate: day("The ex-date"),
    payDate: day("The pay date").optional(),
    value: figure("The figure"),
    per: figure("The number of old shares").default("1"),
    newSymbol: symbolInput.optional(),
  })
  .superRefine((input, ctx) => {
    const refuse = (path: string, message: string) =>
      ctx.addIssue({ code: "custom", path: [path], message, input: undefined });
    if ((input.type === "SYMBOL_CHANGE") !== (input.newSymbol !== undefined))
      refuse("newSymbol", "A new symbol belongs to a change of symbol, and to nothing else.");
    if (input.type === "SPLIT" && !isFewer({ value: input.per, per: input.value }))
      refuse("value", "A split gives more new shares than there were old ones.");
    if (input.type === "REVERSE_SPLIT" && !isFewer(input))
      refuse("value", "A reverse split gives fewer new shares than there were old ones.");
    if (input.payDate !== undefined && input.payDate < input.exDate)
      refuse("payDate", "The pay date cannot lie before the ex-date.");
  })
  .transform(
    ({ symbol, type, exDate, payDate, value, per, newSymbol }): ActionTerms => ({
      symbol,
      type,
      exDate,
      payDate: payDate ?? usualPayDate(exDate),
      value: type === "SYMBOL_CHANGE" ? "1" : toWire(quantity(value)),
      per: type === "SYMBOL_CHANGE" || type === "CASH_DIVIDEND" ? "1" : toWire(quantity(per)),
      newSymbol: newSymbol ?? null,
    }),
  );
