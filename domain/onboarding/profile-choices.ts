/** What the financial profile offers. A key is what is kept; the text is what is shown. */

export type Choice<Key extends string = string> = { value: Key; label: string };

const choices = <const Keys extends readonly [string, ...string[]]>(
  keys: Keys,
  labels: Record<Keys[number], string>,
) => ({
  keys,
  options: keys.map((value: Keys[number]) => ({ value, label: labels[value] })),
  label: (key: Keys[number]): string => labels[key],
});

export const INCOME = choices(["UNDER_25K", "25K_50K", "50K_100K", "100K_200K", "200K_500K", "OVER_500K"], {
  UNDER_25K: "Under $25,000",
  "25K_50K": "$25,000 to $50,000",
  "50K_100K": "$50,000 to $100,000",
  "100K_200K": "$100,000 to $200,000",
  "200K_500K": "$200,000 to $500,000",
  OVER_500K: "Over $500,000",
});

export const LIQUID_WORTH = choices(["UNDER_10K", "10K_50K", "50K_250K", "250K_1M", "OVER_1M"], {
  UNDER_10K: "Under $10,000",
  "10K_50K": "$10,000 to $50,000",
  "50K_250K": "$50,000 to $250,000",
  "250K_1M": "$250,000 to $1 million",
  OVER_1M: "Over $1 million",
});

export const FUNDS_SOURCE = choices(
  ["SALARY", "SAVINGS", "BUSINESS", "PENSION", "INHERITANCE", "SALE_OF_PROPERTY", "OTHER"],
  {
    SALARY: "Salary",
    SAVINGS: "Savings",
    BUSINESS: "Own business",
    PENSION: "Pension or social security",
    INHERITANCE: "Inheritance or gift",
    SALE_OF_PROPERTY: "Sale of property",
    OTHER: "Something else",
  },
);

export const EXPERIENCE = choices(["NONE", "UP_TO_2_YEARS", "3_TO_5_YEARS", "OVER_5_YEARS"], {
  NONE: "None yet",
  UP_TO_2_YEARS: "Up to 2 years",
  "3_TO_5_YEARS": "3 to 5 years",
  OVER_5_YEARS: "More than 5 years",
});

export const EMPLOYMENT = choices(["EMPLOYED", "SELF_EMPLOYED", "RETIRED", "STUDENT", "NOT_EMPLOYED"], {
  EMPLOYED: "Employed",
  SELF_EMPLOYED: "Self-employed",
  RETIRED: "Retired",
  STUDENT: "Student",
  NOT_EMPLOYED: "Not employed",
});

export const RELATIONSHIP = choices(["SPOUSE", "PARENT", "CHILD", "SIBLING", "FRIEND", "ADVISER", "OTHER"], {
  SPOUSE: "Husband, wife or partner",
  PARENT: "Parent",
  CHILD: "Child",
  SIBLING: "Brother or sister",
  FRIEND: "Friend",
  ADVISER: "Lawyer or accountant",
  OTHER: "Somebody else",
});

export const ID_KIND = choices(["SSN", "ITIN", "FOREIGN_PASSPORT"], {
  SSN: "Social Security number",
  ITIN: "Individual taxpayer number (ITIN)",
  FOREIGN_PASSPORT: "Foreign passport",
});
export type IdKind = (typeof ID_KIND.keys)[number];
