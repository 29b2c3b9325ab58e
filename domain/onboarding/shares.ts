import { z } from "zod";

/** Shares of a whole as a customer writes them: per cent with up to two decimals, "33.33". */

/** Hundredths of a per cent, exact: "33.33" is 3333. Only for texts that `shareInput` took. */
export function hundredths(share: string): number {
  const [whole = "0", part = ""] = share.split(".");
  return Number(whole) * 100 + Number(part.padEnd(2, "0"));
}

export const WHOLE = 10_000;

/** A share between two bounds, in per cent. */
export const shareInput = (label: string, { from, to }: { from: number; to: number }) =>
  z
    .string({ error: `${label} is needed.` })
    .max(12, { error: `${label} is a percentage, such as 50 or 33.33.`, abort: true })
    .transform((text) => text.replace(/[\s%]/g, ""))
    .pipe(
      z
        .string()
        .regex(/^\d{1,3}(\.\d{1,2})?$/, `${label} is a percentage, such as 50 or 33.33.`)
        .refine(
          (text) => hundredths(text) >= from * 100 && hundredths(text) <= to * 100,
          `${label} is between ${from} and ${to} per cent.`,
        ),
    );

export const sumOf = (shares: readonly string[]): number =>
  shares.reduce((sum, share) => sum + hundredths(share), 0);
