/** A firm as papers name it. */
export type Firm = { name: string; role: string; address: readonly string[]; phone: string };

/** The broker: accepts customers and their orders, and prepares the papers under the carrying agreement. */
export const INTRODUCING_FIRM: Firm = {
  name: "RushTrade Securities, Inc.",
  role: "Introducing broker, member FINRA and SIPC",
  address: ["141 West Jackson Boulevard", "Chicago, IL 60604"],
  phone: "(312) 555-0117",
};

/** The clearing firm: carries the accounts and keeps the official books (FINRA Rule 4311). */
export const CARRYING_FIRM: Firm = {
  name: "Meridian Clearing Corporation",
  role: "Carrying firm, member FINRA and SIPC",
  address: ["30 Harbor Street", "New York, NY 10004"],
  phone: "(212) 555-0143",
};

/** The stock of the introducing broker's parent: an offer of it must say so (17 CFR 240.15c1-5). */
export const AFFILIATED_SYMBOLS: ReadonlySet<string> = new Set(["RSHF"]);
