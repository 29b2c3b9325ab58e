/**
 * The kinds of account and the steps that lead to each. A joint or an entity account is another row with other
 * steps (each step's answers have a schema of their own in steps.ts).
 */
export const STEP_IDS = [
  "account-type",
  "identity",
  "address",
  "employment",
  "profile",
  "disclosures",
  "agreements",
] as const;
export type StepId = (typeof STEP_IDS)[number];

export const ACCOUNT_TYPE_KEYS = ["INDIVIDUAL_CASH", "INDIVIDUAL_MARGIN"] as const;
export type AccountTypeKey = (typeof ACCOUNT_TYPE_KEYS)[number];

/** Whether the account pays for all it buys, or may borrow against it (Reg T 220.8 and 220.4). */
export type Lending = "CASH" | "MARGIN";

export type AccountType = { title: string; description: string; lending: Lending; steps: readonly StepId[] };

export const ACCOUNT_TYPES: Record<AccountTypeKey, AccountType> = {
  INDIVIDUAL_CASH: {
    title: "Individual, cash",
    description:
      "For one person. You trade with money and shares that are in the account; nothing is borrowed.",
    lending: "CASH",
    steps: STEP_IDS,
  },
  INDIVIDUAL_MARGIN: {
    title: "Individual, margin",
    description:
      "For one person. The clearing firm lends against what you hold, for interest; you can lose more than you put in. At least $2,000 of equity before anything is lent.",
    lending: "MARGIN",
    steps: STEP_IDS,
  },
};

export const isAccountType = (key: string): key is AccountTypeKey =>
  (ACCOUNT_TYPE_KEYS as readonly string[]).includes(key);

/** Whether an account of a stored kind may borrow; a kind that we do not know may not. */
export const lendingOf = (key: string): Lending => (isAccountType(key) ? ACCOUNT_TYPES[key].lending : "CASH");

export const STEPS: Record<StepId, { title: string; description: string }> = {
  "account-type": { title: "Account", description: "What kind of account you want to open." },
  identity: { title: "Identity", description: "Who you are, as your papers say it." },
  address: { title: "Address", description: "Where you live, and how we reach you." },
  employment: { title: "Work", description: "What you do, and ties to brokers and listed companies." },
  profile: {
    title: "Finances",
    description: "Your means and experience, and whom we may call if we worry about you.",
  },
  disclosures: { title: "Notices", description: "What we must tell you before you open an account." },
  agreements: { title: "Agreements", description: "What you and we agree on; you sign by typing your name." },
};
