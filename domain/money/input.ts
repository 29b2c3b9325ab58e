import { z } from "zod";
import { formatQuantity } from "@/domain/money/format";
import {
  type Exact,
  type Money,
  money,
  type Price,
  price,
  type Quantity,
  quantity,
  toWire,
} from "@/domain/money/money";

/**
 * Amounts as they come from outside: decimal strings only, because a JSON number has been a float somewhere. The
 * length is checked before anything is parsed. Each schema answers at most one issue, with a sentence for the person
 * who typed the figure, and its output is the branded value.
 */
const MAX_LENGTH = 24;
/** ASCII digits, no leading zeros, no exponent, no sign. */
const PLAIN = /^(?:0|[1-9]\d*)(?:\.(\d+))?$/;

type Shape<T extends Exact> = {
  /** How the sentence begins: "The amount". */
  what: string;
  example: string;
  make: (text: string) => T;
  decimals: number;
  min: T;
  max: T;
};

/** The one thing that is wrong with a text, or null. */
function fault<T extends Exact>(text: string, shape: Shape<T>): string | null {
  const { what, example, decimals } = shape;
  if (text.length > MAX_LENGTH) return `${what} is too long: at most ${MAX_LENGTH} characters.`;
  if (/^[-\u2212]/.test(text)) return `${what} must not be negative.`;
  const plain = PLAIN.exec(text);
  if (!plain) return `${what} must be written in plain digits, such as ${example}.`;
  const places = plain[1]?.length ?? 0;
  if (places > decimals) {
    return decimals === 0
      ? `${what} must be a whole number.`
      : `${what} must have at most ${decimals} decimals, such as ${example}.`;
  }
  const [whole = ""] = text.split(".");
  // Longer than any limit: not even worth making a number of.
  if (whole.length > 20) return `${what} must be at most ${formatQuantity(toWire(shape.max))}.`;
  const value = shape.make(text);
  if (value.lt(shape.min)) return `${what} must be at least ${toWire(shape.min)}.`;
  return value.gt(shape.max) ? `${what} must be at most ${formatQuantity(toWire(shape.max))}.` : null;
}

const exactInput = <T extends Exact>(shape: Shape<T>) =>
  z
    .string({ error: `${shape.what} must be sent as text, such as "${shape.example}".` })
    .transform((text, ctx) => {
      const message = fault(text, shape);
      if (message === null) return shape.make(text);
      // The text itself stays out of the issue: it may be huge, and logs do not need it.
      ctx.issues.push({ code: "custom", message, input: undefined });
      return z.NEVER;
    });

/** Inclusive limits as decimal strings. */
type Limits = { min?: string; max?: string };

/** Dollars and cents, from one cent to a billion unless told otherwise. */
export const moneyInput = ({ min = "0.01", max = "1000000000" }: Limits = {}) =>
  exactInput<Money>({
    what: "The amount",
    example: "1250.50",
    make: money,
    decimals: 2,
    min: money(min),
    max: money(max),
  });

/** Dollars a share with at most four decimals, above zero, to a million. Whether it lies on a tick is a rule of its own. */
export const priceInput = ({ min = "0.0001", max = "1000000" }: Limits = {}) =>
  exactInput<Price>({
    what: "The price",
    example: "187.40",
    make: price,
    decimals: 4,
    min: price(min),
    max: price(max),
  });

/** Whole shares, 1 to 1,000,000 unless told otherwise. */
export const wholeQuantityInput = ({ min = "1", max = "1000000" }: Limits = {}) =>
  exactInput<Quantity>({
    what: "The quantity",
    example: "100",
    make: quantity,
    decimals: 0,
    min: quantity(min),
    max: quantity(max),
  });

/** Shares with fractions to six decimals, above zero, to 1,000,000 unless told otherwise. */
export const quantityInput = ({ min = "0.000001", max = "1000000" }: Limits = {}) =>
  exactInput<Quantity>({
    what: "The quantity",
    example: "2.5",
    make: quantity,
    decimals: 6,
    min: quantity(min),
    max: quantity(max),
  });
