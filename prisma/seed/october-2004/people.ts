import type { Draws } from "@/prisma/seed/october-2004/draws";
import type { MonthSize } from "@/prisma/seed/october-2004/month";
import type { AnswersSeed } from "@/prisma/factories/application-answers";

/** One customer of October 2004. */
export type Customer = {
  index: number;
  email: string;
  name: string;
  answers: AnswersSeed;
  /** Whole dollars of the first deposit. */
  deposit: number;
  /** How often he trades, against the others. */
  activity: number;
  /** Buys with the proceeds of sales that have not settled, and learns what that leads to. */
  isImpatient: boolean;
};

const FIRST =
  "Aaron Alice Andre Anita Arthur Beth Brian Carla Cesar Claire Colin Dana Daniel Denise Derek Diane Dominic Eileen Elena Eric Esther Evan Fiona Frank Gail George Gloria Harold Helen Hugh Irene Ivan Jack Janet Jerome Joan Karl Kathleen Keith Laura Leon Linda Louis Marcia Martin Miriam Nathan Nora".split(
    " ",
  );
const LAST =
  "Abbott Adler Alvarez Baird Barlow Becker Boyle Brandt Calloway Castro Chang Conway Curtis Dalton Davies Delgado Dixon Dunne Eaton Ellis Farrell Fischer Flynn Garza Gibbs Goodwin Hale Hardin Hayes Hobbs Ingram Jarvis Keller Kirby Lambert Lang Lopez Marsh Mercer Morrow Nash Novak Osborn Patel Pruitt Quigley Reese Rowland Sutton Weber".split(
    " ",
  );
const HOMES = [
  { city: "Chicago", state: "IL", postalCode: "60604" },
  { city: "Houston", state: "TX", postalCode: "77002" },
  { city: "Brooklyn", state: "NY", postalCode: "11201" },
  { city: "Tampa", state: "FL", postalCode: "33602" },
  { city: "Denver", state: "CO", postalCode: "80202" },
  { city: "Madison", state: "WI", postalCode: "53703" },
] as const;

const LEAST_DEPOSIT = 1_000;
/** What ACH takes from one account on one day. */
const MOST_DEPOSIT = 100_000;
/** Most of what the firm holds at the month's end is there when it begins; the rest comes in the course of it. */
const FIRST_PART = 0.97;

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** Few trade much and many trade little. */
const activityOf = (draws: Draws, index: number): number => 0.06 + 6 * draws.share("activity", index) ** 6;

function customerOf(draws: Draws, index: number, deposit: number): Customer {
  const firstName = at(FIRST, index);
  const lastName = at(LAST, Math.floor(index / FIRST.length) + 7 * index);
  const number = String(index);
  return {
    index,
    email: `${firstName}.${lastName}.${number}@customers.example`.toLowerCase(),
    name: `${firstName} ${lastName}`,
    answers: {
      firstName,
      lastName,
      birthDate: `${1935 + draws.below(45, "year", index)}-0${1 + (index % 9)}-${10 + draws.below(18, "day", index)}`,
      ssn: `22${1 + (index % 7)}${String(10 + (index % 83))}${String(1_000 + index)}`,
      address: {
        country: "US",
        line1: `${100 + draws.below(900, "house", index)} ${at(["Larch", "Canal", "Mill", "State"], index)} Street`,
        line2: null,
        ...at(HOMES, draws.below(60, "home", index)),
        phone: `+1312555${String(1_000 + (index % 9_000))}`,
      },
    },
    deposit,
    activity: activityOf(draws, index),
    isImpatient: draws.share("impatient", index) < 0.01,
  };
}

/** All customers, the same for the same size and seed; their first deposits add up to the planned beginning. */
export function customersOf(size: MonthSize, draws: Draws): Customer[] {
  // Who trades much has more to trade with.
  const weights = Array.from(
    { length: size.accounts },
    (_, index) => Math.exp(0.7 * draws.deviate("wealth", index)) * (0.4 + activityOf(draws, index)) ** 0.8,
  );
  const depositOf = (weight: number, factor: number): number =>
    Math.round(Math.min(MOST_DEPOSIT, Math.max(LEAST_DEPOSIT, weight * factor)));
  const sumAt = (factor: number): number =>
    weights.reduce((sum, weight) => sum + depositOf(weight, factor), 0);
  const factor = factorFor(size.assets * FIRST_PART, sumAt);
  return weights.map((weight, index) => customerOf(draws, index, depositOf(weight, factor)));
}

const HALVINGS = 60;

/** The factor at which a rising sum comes to what is wanted. */
function factorFor(wanted: number, sumAt: (factor: number) => number): number {
  let [low, high] = [0, wanted];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (sumAt(middle) < wanted) low = middle;
    else high = middle;
  }
  return low;
}
