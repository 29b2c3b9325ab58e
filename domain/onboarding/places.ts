import { COUNTRY_NAMES } from "@/domain/onboarding/country-names";

/** States, districts, military post and territories. Where we do business stands in portal.place_ruling. */
const STATES =
  "AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California; CO Colorado; CT Connecticut; DE Delaware; " +
  "DC District of Columbia; FL Florida; GA Georgia; HI Hawaii; ID Idaho; IL Illinois; IN Indiana; IA Iowa; KS Kansas; " +
  "KY Kentucky; LA Louisiana; ME Maine; MD Maryland; MA Massachusetts; MI Michigan; MN Minnesota; MS Mississippi; " +
  "MO Missouri; MT Montana; NE Nebraska; NV Nevada; NH New Hampshire; NJ New Jersey; NM New Mexico; NY New York; " +
  "NC North Carolina; ND North Dakota; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania; RI Rhode Island; " +
  "SC South Carolina; SD South Dakota; TN Tennessee; TX Texas; UT Utah; VT Vermont; VA Virginia; WA Washington; " +
  "WV West Virginia; WI Wisconsin; WY Wyoming";
const MILITARY = "AA Armed Forces Americas; AE Armed Forces Europe; AP Armed Forces Pacific";
const TERRITORIES =
  "AS American Samoa; GU Guam; MP Northern Mariana Islands; PR Puerto Rico; VI U.S. Virgin Islands";

export type Place = { code: string; name: string };

const placesOf = (text: string): Place[] =>
  text.split("; ").map((entry) => ({ code: entry.slice(0, 2), name: entry.slice(3) }));

/** US states, districts, territories and military post, by name. */
export const US_STATES: readonly Place[] = [
  ...placesOf(STATES),
  ...placesOf(MILITARY),
  ...placesOf(TERRITORIES),
].sort((a, b) => a.name.localeCompare(b.name));

/** Countries (ISO 3166-1), by name; US territories are US states above. */
export const COUNTRIES: readonly Place[] = placesOf(COUNTRY_NAMES).sort((a, b) =>
  a.name.localeCompare(b.name, "en"),
);

const byCode = (places: readonly Place[]) => new Map(places.map((place) => [place.code, place]));
const stateByCode = byCode(US_STATES);
const countryByCode = byCode(COUNTRIES);

export const usState = (code: string): Place | undefined => stateByCode.get(code);
export const country = (code: string): Place | undefined => countryByCode.get(code);
export const countryName = (code: string): string => countryByCode.get(code)?.name ?? code;
