import type { TaxFormKind } from "@/domain/onboarding/tax-forms";

/** What is certified with each form: the words of the IRS (Forms W-9 part II, W-8BEN part III, W-8BEN-E part XXX). */
export const TAX_CERTIFICATIONS: Record<TaxFormKind, { opening: string; points: readonly string[] }> = {
  W9: {
    opening: "Under penalties of perjury, I certify that:",
    points: [
      "The number shown on this form is my correct taxpayer identification number.",
      "I am not subject to backup withholding because (a) I am exempt from backup withholding, or (b) I have not been notified by the Internal Revenue Service (IRS) that I am subject to backup withholding as a result of a failure to report all interest or dividends, or (c) the IRS has notified me that I am no longer subject to backup withholding.",
      "I am a U.S. citizen or other U.S. person (defined in the instructions of the form).",
      "The FATCA code entered on this form (if any) indicating that I am exempt from FATCA reporting is correct.",
    ],
  },
  W8BEN: {
    opening:
      "Under penalties of perjury, I declare that I have examined the information on this form and to the best of my knowledge and belief it is true, correct, and complete. I further certify under penalties of perjury that:",
    points: [
      "I am the individual that is the beneficial owner of all the income or proceeds to which this form relates.",
      "The person named on this form is not a U.S. person.",
      "This form relates to income not effectively connected with the conduct of a trade or business in the United States.",
      "The person named on this form is a resident of the treaty country named on it (if any) within the meaning of the income tax treaty between the United States and that country.",
      "For broker transactions, the beneficial owner is an exempt foreign person as defined in the instructions.",
      "I will submit a new form within 30 days if any certification made on this form becomes incorrect.",
    ],
  },
  W8BENE: {
    opening:
      "Under penalties of perjury, I declare that I have examined the information on this form and to the best of my knowledge and belief it is true, correct, and complete. I further certify under penalties of perjury that:",
    points: [
      "The entity identified on this form is the beneficial owner of all the income or proceeds to which this form relates.",
      "The entity identified on this form is not a U.S. person, is no financial institution, and has the chapter 4 status named on it.",
      "This form relates to income not effectively connected with the conduct of a trade or business in the United States.",
      "If a treaty is claimed, the entity is a resident of that country, derives the income itself, and meets the treaty's provision on limitation of benefits.",
      "For broker transactions, the beneficial owner is an exempt foreign person as defined in the instructions.",
      "I have the capacity to sign for the entity, and I will submit a new form within 30 days if any certification made on this form becomes incorrect.",
    ],
  },
};

/** When the box of item 2 is crossed out. */
export const BACKUP_STATEMENT =
  "Item 2 is crossed out: the IRS has told me that I am subject to backup withholding.";

/** The certification of beneficial owners (31 CFR 1010.230, appendix A). */
export const OWNERS_CERTIFICATION =
  "I certify, to the best of my knowledge, that the information about the owners and the person in control is complete and correct.";
