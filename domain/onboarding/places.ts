import { COUNTRY_NAMES } from "@/domain/onboarding/country-names";

/** ALLOWED: we do business there. REVIEW: a person decides. REFUSED: we may not or do not. */
export type Ruling = "ALLOWED" | "REVIEW" | "REFUSED";

/** The day of the tables below: evidence names it. */
export const PLACES_AS_OF = "2026-06-01";

/** States and districts where the firm is registered, and other US places where it is not. */
const REGISTERED =
  "AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California; CO Colorado; CT Connecticut; DE Delaware; " +
  "DC District of Columbia; FL Florida; GA Georgia; HI Hawaii; ID Idaho; IL Illinois; IN Indiana; IA Iowa; KS Kansas; " +
  "KY Kentucky; LA Louisiana; ME Maine; MD Maryland; MA Massachusetts; MI Michigan; MN Minnesota; MS Mississippi; " +
  "MO Missouri; MT Montana; NE Nebraska; NV Nevada; NH New Hampshire; NJ New Jersey; NM New Mexico; NY New York; " +
  "NC North Carolina; ND North Dakota; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania; RI Rhode Island; " +
  "SC South Carolina; SD South Dakota; TN Tennessee; TX Texas; UT Utah; VT Vermont; VA Virginia; WA Washington; " +
  "WV West Virginia; WI Wisconsin; WY Wyoming";
const MILITARY = "AA Armed Forces Americas; AE Armed Forces Europe; AP Armed Forces Pacific";
const NOT_REGISTERED =
  "AS American Samoa; GU Guam; MP Northern Mariana Islands; PR Puerto Rico; VI U.S. Virgin Islands";

export type Place = { code: string; name: string; ruling: Ruling };

const placesOf = (text: string, ruling: Ruling): Place[] =>
  text.split("; ").map((entry) => ({ code: entry.slice(0, 2), name: entry.slice(3), ruling }));

/** US states, districts, territories and military post, by name. */
export const US_STATES: readonly Place[] = [
  ...placesOf(REGISTERED, "ALLOWED"),
  ...placesOf(MILITARY, "REVIEW"),
  ...placesOf(NOT_REGISTERED, "REFUSED"),
].sort((a, b) => a.name.localeCompare(b.name));

/** Countries under comprehensive US sanctions (31 CFR 510, 515, 560). */
const SANCTIONED = new Set(["CU", "IR", "KP"]);
/** Countries whose rules of solicitation we know. Everything else a person decides. */
const KNOWN = new Set(
  "US AT AU BE BG CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT JP KR LI LT LU LV MT NL NO NZ PL PT RO SE SG SI SK TW".split(
    " ",
  ),
);

const rulingOf = (code: string): Ruling =>
  SANCTIONED.has(code) ? "REFUSED" : KNOWN.has(code) ? "ALLOWED" : "REVIEW";

/** Countries (ISO 3166-1), by name; US territories are US states above. */
export const COUNTRIES: readonly Place[] = placesOf(COUNTRY_NAMES, "REVIEW")
  .map((place) => ({ ...place, ruling: rulingOf(place.code) }))
  .sort((a, b) => a.name.localeCompare(b.name, "en"));

const byCode = (places: readonly Place[]) => new Map(places.map((place) => [place.code, place]));
const stateByCode = byCode(US_STATES);
const countryByCode = byCode(COUNTRIES);

export const usState = (code: string): Place | undefined => stateByCode.get(code);
export const country = (code: string): Place | undefined => countryByCode.get(code);
export const countryName = (code: string): string => countryByCode.get(code)?.name ?? code;
