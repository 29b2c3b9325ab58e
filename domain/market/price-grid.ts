/**
 * The grid on which orders and quotes may stand, in ten-thousandths of a dollar (see TickPrice): whole cents from
 * $1.00 up, $0.0001 below (SEC Rule 612; FINRA 6434 has the same steps for over-the-counter stocks). Plain numbers
 * in, plain numbers out, because the market calls these for every level of every quote.
 */
const DOLLAR = 10_000;
const CENT = 100;

/** The nearest price on the grid; never less than one ten-thousandth. */
export const nearestTick = (value: number): number =>
  value >= DOLLAR ? Math.round(value / CENT) * CENT : Math.max(1, Math.round(value));

/** The highest price on the grid at or below the value; never less than one ten-thousandth. */
export const tickAtOrBelow = (value: number): number =>
  value >= DOLLAR ? Math.floor(value / CENT) * CENT : Math.max(1, Math.floor(value));

/** The lowest price on the grid at or above the value. */
export const tickAtOrAbove = (value: number): number =>
  value > DOLLAR ? Math.ceil(value / CENT) * CENT : Math.max(1, Math.ceil(value));

/** The next price up. From a price off the grid: the next one on it. */
export const tickAbove = (price: number): number =>
  price >= DOLLAR ? (Math.floor(price / CENT) + 1) * CENT : Math.floor(price) + 1;

/** The next price down; 0 when there is none. */
export const tickBelow = (price: number): number =>
  price > DOLLAR ? (Math.ceil(price / CENT) - 1) * CENT : Math.ceil(price) - 1;
