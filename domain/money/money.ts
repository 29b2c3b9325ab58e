import { Decimal } from "decimal.js";
import { AppError } from "@/domain/errors";

/**
 * Exact values. Money is US dollars (cents after `toCents`), Price is dollars per share (up to 6 decimals),
 * Quantity is shares (up to 6 decimals for fractions). The brands keep them from being mixed: a price times a
 * quantity is money only through `notional`. They are Decimals inside, decimal strings on the wire and `numeric`
 * in the database; they never become a JavaScript number outside charts.
 */
declare const unit: unique symbol;
export type Money = Decimal & { readonly [unit]: "Money" };
export type Price = Decimal & { readonly [unit]: "Price" };
export type Quantity = Decimal & { readonly [unit]: "Quantity" };

/** Any of the exact values. */
export type Exact = Money | Price | Quantity;
/** What an exact value can be read from: a wire string, a database Decimal, or a whole number written in code. */
export type Readable = string | number | Decimal | { toString(): string };

/** A private constructor, so that nobody's global settings change our arithmetic. */
const D = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -30, toExpPos: 40 });

const NUMERAL = /^-?\d{1,20}(\.\d{1,12})?$/;

function read(value: Readable, what: string): Decimal {
  if (Decimal.isDecimal(value) && value.isFinite()) {
    // All classes of the library share one prototype, so `instanceof` would let another class's precision in; and
    // the database client's Decimals would print small values with an exponent.
    return value.constructor === D ? value : new D(value);
  }
  const text = typeof value === "string" ? value : String(value);
  if (!NUMERAL.test(text)) throw new AppError("VALIDATION", `${what} must be a plain decimal number.`);
  return new D(text);
}

export const money = (value: Readable): Money => read(value, "An amount") as Money;
export const price = (value: Readable): Price => read(value, "A price") as Price;
export const quantity = (value: Readable): Quantity => read(value, "A quantity") as Quantity;

export const ZERO = money("0");
export const NO_SHARES = quantity("0");

export function add<T extends Exact>(...values: T[]): T {
  let sum: Decimal = new D(0);
  for (const value of values) sum = sum.plus(value);
  return sum as T;
}
export const subtract = <T extends Exact>(a: T, b: T): T => a.minus(b) as T;
export const negate = <T extends Exact>(a: T): T => a.negated() as T;
export const absolute = <T extends Exact>(a: T): T => a.abs() as T;
export const smaller = <T extends Exact>(a: T, b: T): T => (a.lte(b) ? a : b);
export const larger = <T extends Exact>(a: T, b: T): T => (a.gte(b) ? a : b);

/** Cents, half away from zero: the customary rounding of a confirm (rules of the trade, not of tax). */
export const toCents = (value: Decimal): Money =>
  new D(value).toDecimalPlaces(2, Decimal.ROUND_HALF_UP) as Money;
/** Cents, always up: how pass-through fees are charged (SEC Section 31, FINRA TAF). */
export const upToCents = (value: Decimal): Money =>
  new D(value).toDecimalPlaces(2, Decimal.ROUND_CEIL) as Money;

/** The one place where a trade becomes dollars: price times shares, rounded to cents. */
export const notional = (shares: Quantity, at: Price): Money => toCents(at.times(shares));

/** An amount times a plain ratio such as a rate or a collar; not rounded. */
export const scale = <T extends Exact>(value: T, ratio: Readable): T =>
  value.times(read(ratio, "A ratio")) as T;

/** a / b as a plain decimal, or null when b is zero: "n/a", never Infinity. */
export const ratio = (a: Decimal, b: Decimal): Decimal | null => (b.isZero() ? null : new D(a).div(b));

/** Wire form: no exponent, no trailing noise ("12.5", "-3"). */
export const toWire = (value: Exact): string => value.toFixed();
/** Wire form of dollars, always two decimals or as many as it has beyond that. */
export const moneyToWire = (value: Money): string =>
  value.decimalPlaces() <= 2 ? value.toFixed(2) : value.toFixed();
