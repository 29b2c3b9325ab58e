import { ACCOUNT_TYPES, type AccountTypeKey, type StepId } from "@/domain/onboarding/account-types";

/** What the steps of an application are called. */
export const STEPS: Record<StepId, { title: string; description: string }> = {
  "account-type": { title: "Account", description: "What kind of account you want to open." },
  entity: {
    title: "Company or trust",
    description: "Whose account it will be, and in which standing you sign.",
  },
  identity: { title: "Identity", description: "Who you are, as your papers say it." },
  address: { title: "Address", description: "Where you live, and how we reach you." },
  employment: { title: "Work", description: "What you do, and ties to brokers and listed companies." },
  owners: {
    title: "Owners",
    description: "Everybody who owns 25% or more, and one person who runs it (31 CFR 1010.230).",
  },
  profile: {
    title: "Finances",
    description: "Your means and experience, and whom we may call if we worry about you.",
  },
  "co-owner": {
    title: "Second owner",
    description:
      "Who owns the account with you. We invite them by e-mail; they fill in their part themselves.",
  },
  documents: { title: "Papers", description: "What shows that it exists and that you may act for it." },
  "tax-form": {
    title: "Tax form",
    description: "What you certify to the tax office, under penalties of perjury.",
  },
  disclosures: { title: "Notices", description: "What we must tell you before you open an account." },
  agreements: { title: "Agreements", description: "What you and we agree on; you sign by typing your name." },
};

/** A step's title and description in the words of this kind of account. */
export function stepWords(type: AccountTypeKey, step: StepId): { title: string; description: string } {
  const kind = ACCOUNT_TYPES[type].entity;
  if (!kind) return STEPS[step];
  const words: Partial<Record<StepId, { title: string; description: string }>> = {
    entity: {
      title: kind.noun === "trust" ? "Trust" : "Company",
      description: `Whose account it will be, and in which standing you sign for the ${kind.noun}.`,
    },
    identity: { title: "Signer", description: `Who you are, who sign for the ${kind.noun}.` },
    address: { title: "Your address", description: "Where you live, and how we reach you." },
    profile: { title: "Finances", description: `The means and experience of the ${kind.noun}.` },
    "tax-form": {
      title: "Tax form",
      description: `What you certify to the tax office for the ${kind.noun}, under penalties of perjury.`,
    },
  };
  return words[step] ?? STEPS[step];
}
