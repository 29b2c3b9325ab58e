/**
 * The kinds of account as data: whose account it is (its registration), whether it may borrow, the steps that lead to
 * it, who signs, which papers and which tax form it takes, and which texts are accepted. Another kind is another row.
 * Each step's answers have a schema of their own in steps.ts.
 */
export const STEP_IDS = [
  "account-type",
  "entity",
  "identity",
  "address",
  "employment",
  "owners",
  "profile",
  "co-owner",
  "documents",
  "tax-form",
  "disclosures",
  "agreements",
] as const;
export type StepId = (typeof STEP_IDS)[number];

/** Whether the account pays for all it buys, or may borrow against it (Reg T 220.8 and 220.4). */
export type Lending = "CASH" | "MARGIN";

/** In whose name an account stands. */
export const REGISTRATION_KEYS = [
  "INDIVIDUAL",
  "JOINT_WROS",
  "JOINT_TIC",
  "LLC",
  "CORPORATION",
  "TRUST",
] as const;
export type Registration = (typeof REGISTRATION_KEYS)[number];

/** Kinds whose name ends in _MARGIN borrow: the guards in SQL go by that ending. */
export const ACCOUNT_TYPE_KEYS = REGISTRATION_KEYS.flatMap(
  (registration) => [`${registration}_CASH`, `${registration}_MARGIN`] as const,
);
export type AccountTypeKey = `${Registration}_${Lending}`;

/** A paper that we ask for; at least one of them is there before an application is sent (31 CFR 1023.220(a)(2)(ii)). */
export type DocumentNeed = { key: string; title: string; description: string };

/** In which standing somebody signs for an entity. */
export const CAPACITIES = {
  MANAGING_MEMBER: "Managing member",
  MANAGER: "Manager",
  PRESIDENT: "President",
  CHIEF_FINANCIAL_OFFICER: "Chief financial officer",
  SECRETARY: "Secretary",
  TRUSTEE: "Trustee",
} as const;
export type Capacity = keyof typeof CAPACITIES;
export const CAPACITY_KEYS = Object.keys(CAPACITIES) as [Capacity, ...Capacity[]];

/** How a kind of entity is spoken of, and what differs between them. */
export type EntityKind = {
  /** "company", "trust" */
  noun: string;
  nameLabel: string;
  formedLabel: string;
  formedOnLabel: string;
  ownerLabel: string;
  capacities: readonly Capacity[];
  documents: readonly DocumentNeed[];
  /** Line 3a of Form W-9 that it may tick (see tax-forms.ts). */
  classifications: readonly TaxClassification[];
};

/** Federal tax classification, Form W-9 line 3a. */
export const TAX_CLASSIFICATIONS = {
  INDIVIDUAL: "Individual or sole proprietor",
  C_CORPORATION: "C corporation",
  S_CORPORATION: "S corporation",
  PARTNERSHIP: "Partnership",
  TRUST_ESTATE: "Trust or estate",
  LLC_C: "LLC taxed as a C corporation",
  LLC_S: "LLC taxed as an S corporation",
  LLC_P: "LLC taxed as a partnership",
} as const;
export type TaxClassification = keyof typeof TAX_CLASSIFICATIONS;
export const TAX_CLASSIFICATION_KEYS = Object.keys(TAX_CLASSIFICATIONS) as [
  TaxClassification,
  ...TaxClassification[],
];

type RegistrationData = {
  title: string;
  description: string;
  steps: readonly StepId[];
  /** The steps of the second owner, who fills in and signs them himself; none where one person owns the account. */
  coOwnerSteps: readonly StepId[];
  /** Each owner has a share of his own that passes to his heirs (tenancy in common). */
  hasShares: boolean;
  entity: EntityKind | null;
  /** What stands behind the names in the account's title; see account-title.ts. */
  titleSuffix: string;
  /** Texts that only this registration accepts, by key, beside those of everybody. */
  texts: readonly string[];
};

const PERSON_STEPS = ["account-type", "identity", "address", "employment", "profile"] as const;
const CLOSING_STEPS = ["tax-form", "disclosures", "agreements"] as const;
const CO_OWNER_STEPS = ["identity", "address", "employment", ...CLOSING_STEPS] as const;
const JOINT_STEPS = [...PERSON_STEPS, "co-owner", ...CLOSING_STEPS] as const;
const ENTITY_STEPS = [
  "account-type",
  "entity",
  "identity",
  "address",
  "employment",
  "owners",
  "profile",
  "documents",
  ...CLOSING_STEPS,
] as const;

const ONE_PERSON = { coOwnerSteps: [], hasShares: false, entity: null, titleSuffix: "" } as const;
const COMPANY = {
  steps: ENTITY_STEPS,
  coOwnerSteps: [],
  hasShares: false,
  titleSuffix: "",
  texts: ["entity-authority"],
} as const;

export const REGISTRATIONS: Record<Registration, RegistrationData> = {
  INDIVIDUAL: {
    ...ONE_PERSON,
    title: "Individual",
    description: "For one person.",
    steps: [...PERSON_STEPS, ...CLOSING_STEPS],
    texts: [],
  },
  JOINT_WROS: {
    title: "Joint, with rights of survivorship",
    description: "For two people. When one dies, all of it is the other's. Each of you may act alone.",
    steps: JOINT_STEPS,
    coOwnerSteps: CO_OWNER_STEPS,
    hasShares: false,
    entity: null,
    titleSuffix: "JTWROS",
    texts: ["joint-wros"],
  },
  JOINT_TIC: {
    title: "Joint, tenants in common",
    description:
      "For two people, each with a share of his own that goes to his heirs. Each of you may act alone.",
    steps: JOINT_STEPS,
    coOwnerSteps: CO_OWNER_STEPS,
    hasShares: true,
    entity: null,
    titleSuffix: "TEN COM",
    texts: ["joint-tic"],
  },
  LLC: {
    ...COMPANY,
    title: "Limited liability company",
    description: "For an LLC. A manager or managing member signs for it.",
    entity: {
      noun: "company",
      nameLabel: "Legal name of the company",
      formedLabel: "Formed in",
      formedOnLabel: "Formed on",
      ownerLabel: "owner",
      capacities: ["MANAGING_MEMBER", "MANAGER", "PRESIDENT", "CHIEF_FINANCIAL_OFFICER"],
      documents: [
        {
          key: "FORMATION",
          title: "Articles of organization",
          description: "As filed with the state, with the filing stamp.",
        },
        {
          key: "AUTHORITY",
          title: "Operating agreement",
          description: "Or a resolution that says who may act for the company.",
        },
      ],
      classifications: ["LLC_C", "LLC_S", "LLC_P"],
    },
  },
  CORPORATION: {
    ...COMPANY,
    title: "Corporation",
    description: "For a corporation. An officer signs for it.",
    entity: {
      noun: "corporation",
      nameLabel: "Legal name of the corporation",
      formedLabel: "Incorporated in",
      formedOnLabel: "Incorporated on",
      ownerLabel: "shareholder",
      capacities: ["PRESIDENT", "CHIEF_FINANCIAL_OFFICER", "SECRETARY"],
      documents: [
        {
          key: "FORMATION",
          title: "Articles of incorporation",
          description: "As filed with the state, with the filing stamp.",
        },
        {
          key: "AUTHORITY",
          title: "Corporate resolution",
          description: "That opens the account and names who may act.",
        },
      ],
      classifications: ["C_CORPORATION", "S_CORPORATION"],
    },
  },
  TRUST: {
    ...COMPANY,
    title: "Trust",
    description: "For a trust that exists already. A trustee signs for it.",
    entity: {
      noun: "trust",
      nameLabel: "Name of the trust",
      formedLabel: "Governed by the law of",
      formedOnLabel: "Date of the trust agreement",
      ownerLabel: "grantor or beneficiary",
      capacities: ["TRUSTEE"],
      documents: [
        {
          key: "FORMATION",
          title: "Certification of trust",
          description: "Or the pages of the agreement with name, date, trustees and powers.",
        },
      ],
      classifications: ["TRUST_ESTATE"],
    },
  },
};

export const LENDING: Record<Lending, { title: string; description: string; texts: readonly string[] }> = {
  CASH: {
    title: "cash",
    description: "You trade with money and shares that are in the account; nothing is borrowed.",
    texts: ["customer-agreement"],
  },
  MARGIN: {
    title: "margin",
    description:
      "The clearing firm lends against what you hold, for interest; you can lose more than you put in. At least $2,000 of equity before anything is lent.",
    texts: ["customer-agreement-margin", "margin-disclosure", "margin-agreement"],
  },
};

/** Texts that everybody accepts, by key. */
const EVERYBODYS_TEXTS = [
  "cip-notice",
  "self-directed",
  "extended-hours",
  "clearing-notice",
  "privacy-notice",
  "form-crs",
  "e-delivery",
] as const;

export type AccountType = RegistrationData & { registration: Registration; lending: Lending };

const accountType = (registration: Registration, lending: Lending): AccountType => {
  const whose = REGISTRATIONS[registration];
  const how = LENDING[lending];
  return {
    ...whose,
    registration,
    lending,
    title: `${whose.title}, ${how.title}`,
    description: `${whose.description} ${how.description}`,
    texts: [...EVERYBODYS_TEXTS, ...how.texts, ...whose.texts],
  };
};

export const ACCOUNT_TYPES = Object.fromEntries(
  REGISTRATION_KEYS.flatMap((registration) =>
    (["CASH", "MARGIN"] as const).map((lending) => [
      `${registration}_${lending}`,
      accountType(registration, lending),
    ]),
  ),
) as Record<AccountTypeKey, AccountType>;

export const isAccountType = (key: string): key is AccountTypeKey => Object.hasOwn(ACCOUNT_TYPES, key);

/** Whether an account of a stored kind may borrow; a kind that we do not know may not. */
export const lendingOf = (key: string): Lending => (isAccountType(key) ? ACCOUNT_TYPES[key].lending : "CASH");
