import type { LocalDate } from "@/domain/time/instant";

/** The youngest age at which we open an account in the customer's own name. */
export const ADULT_AGE = 18;

/** States whose age of majority is higher: a contract with somebody younger could be undone. */
const LATER_MAJORITY: Readonly<Record<string, number>> = { AL: 19, NE: 19, MS: 21 };

/** The age of majority in a US state; 18 elsewhere. */
export const adultAgeIn = (stateCode: string | null): number => LATER_MAJORITY[stateCode ?? ""] ?? ADULT_AGE;

/** Completed years on a day. Somebody born on 29 February is a year older on 1 March of a common year. */
export function ageOn(birthDate: LocalDate | string, today: LocalDate): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) >= birthDate.slice(5) ? years : years - 1;
}
