import type { AnswersSeed } from "@/prisma/factories/application-answers";

/** One customer of the demo world: who, how much money, and how he trades. */
export type DemoPerson = {
  email: string;
  name: string;
  password?: string;
  answers: AnswersSeed;
  /** Trading day of the demo's history on which the application is made. */
  joinsOnDay: number;
  deposit: string;
  /** Chance of an order on a day, in per cent. */
  activity: number;
  likes: readonly string[];
  /** The second owner of a joint account, who fills in and signs a part of his own. */
  coOwner?: { email: string; name: string; answers: AnswersSeed };
};

const GROWTH = ["NVDA", "AMD", "TSLA", "PLTR", "META", "AMZN"] as const;
const STEADY = ["KO", "JNJ", "PG", "SPY", "MSFT", "AAPL"] as const;
const CHEAP = ["F", "SIRI", "SNAP", "LCID", "NIO", "RSHF"] as const;
const INDEX = ["SPY", "QQQ", "IWM", "DIA", "AAPL"] as const;

const FIRST = [
  "Helen",
  "Marcus",
  "Priya",
  "Owen",
  "Lucia",
  "Tobias",
  "Grace",
  "Dmitri",
  "Amara",
  "Felix",
  "Noor",
  "Samuel",
  "Ingrid",
  "Mateo",
  "Yuki",
  "Clara",
  "Joel",
  "Petra",
  "Andre",
  "Rosa",
  "Leon",
  "Fatima",
  "Hugo",
  "Naomi",
] as const;
const LAST = [
  "Barlow",
  "Castellan",
  "Deshmukh",
  "Ellery",
  "Fontaine",
  "Grieg",
  "Hathaway",
  "Ivanov",
  "Jallow",
  "Kessler",
  "Lindqvist",
  "Moreau",
  "Nakagawa",
  "Ostrander",
  "Petrakis",
  "Quintero",
  "Rasmussen",
  "Sandoval",
  "Tremblay",
  "Underhill",
  "Vasquez",
  "Whitlock",
  "Yarborough",
  "Zielinski",
] as const;
const HOMES = [
  { city: "Houston", state: "TX", postalCode: "77002" },
  { city: "Brooklyn", state: "NY", postalCode: "11201" },
  { city: "Tampa", state: "FL", postalCode: "33602" },
  { city: "Denver", state: "CO", postalCode: "80202" },
  { city: "Madison", state: "WI", postalCode: "53703" },
  { city: "Tucson", state: "AZ", postalCode: "85701" },
] as const;
const STYLES = [GROWTH, STEADY, CHEAP, INDEX] as const;
const DEPOSITS = ["12000.00", "25000.00", "8000.00", "40000.00", "18500.00", "30000.00"] as const;

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

function customer(index: number): DemoPerson {
  const firstName = at(FIRST, index);
  const lastName = at(LAST, index);
  return {
    email: `${firstName}.${lastName}@customers.example`.toLowerCase(),
    name: `${firstName} ${lastName}`,
    answers: {
      // A few borrow: so there are margin accounts, interest and now and then a call to look at.
      accountType: index % 8 === 1 ? "INDIVIDUAL_MARGIN" : "INDIVIDUAL_CASH",
      firstName,
      lastName,
      birthDate: `${1955 + ((index * 7) % 42)}-0${1 + (index % 9)}-1${index % 10}`,
      ssn: `21${index % 10}4${String(10 + index)}${String(4100 + index * 13)}`.slice(0, 9),
      address: {
        country: "US",
        line1: `${120 + index * 17} Larch Avenue`,
        line2: null,
        ...at(HOMES, index),
        phone: `+1713555${String(1000 + index)}`,
      },
    },
    joinsOnDay: Math.floor(index * 1.6),
    deposit: at(DEPOSITS, index),
    activity: 12 + ((index * 11) % 34),
    likes: at(STYLES, index),
  };
}

/** A couple's account and a family's company: so the desk has titles of each kind. */
const TOGETHER: readonly DemoPerson[] = [
  {
    email: "edith.marlowe@customers.example",
    name: "Edith Marlowe",
    answers: {
      accountType: "JOINT_WROS_CASH",
      firstName: "Edith",
      lastName: "Marlowe",
      birthDate: "1971-08-14",
      ssn: "218453301",
      coOwner: { firstName: "Ralph", lastName: "Marlowe", email: "ralph.marlowe@customers.example" },
    },
    coOwner: {
      email: "ralph.marlowe@customers.example",
      name: "Ralph Marlowe",
      answers: { firstName: "Ralph", lastName: "Marlowe", birthDate: "1969-02-11", ssn: "218453302" },
    },
    joinsOnDay: 2,
    deposit: "45000.00",
    activity: 16,
    likes: STEADY,
  },
  {
    email: "conrad.thorne@customers.example",
    name: "Conrad Thorne",
    answers: {
      accountType: "LLC_CASH",
      firstName: "Conrad",
      lastName: "Thorne",
      birthDate: "1964-12-03",
      ssn: "218453303",
      entity: { legalName: "Thorne Orchard LLC", business: "Grows and sells fruit" },
    },
    joinsOnDay: 3,
    deposit: "38000.00",
    activity: 12,
    likes: INDEX,
  },
];

/** The investor whom a visitor can be, then some two dozen others who trade beside him. */
export function demoPeople(investor: { email: string; password: string; name: string }): DemoPerson[] {
  const [firstName = "", lastName = ""] = investor.name.split(" ");
  return [
    {
      ...investor,
      answers: { firstName, lastName, birthDate: "1979-05-21", ssn: "219045678" },
      joinsOnDay: 0,
      deposit: "48000.00",
      activity: 60,
      likes: ["AAPL", "MSFT", "SPY", "NVDA", "F", "KO", "QQQ", "RSHF"],
    },
    ...FIRST.map((_, index) => customer(index)),
    ...TOGETHER,
  ];
}
