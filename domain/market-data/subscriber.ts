import { z } from "zod";

/** How the exchanges see who reads their data: a professional pays their professional prices. */
export const SUBSCRIBER_KINDS = ["NON_PROFESSIONAL", "PROFESSIONAL"] as const;
export type SubscriberKind = (typeof SUBSCRIBER_KINDS)[number];

/** The version of the questions below; a declaration keeps the one that it answered. */
export const DECLARATION_VERSION = "2026-01";

/**
 * What the exchanges ask (the non-professional subscriber policies of CTA/UTP plans and Nasdaq, in our own words). One
 * yes makes a professional.
 */
export const SUBSCRIBER_QUESTIONS = [
  {
    id: "registered",
    text: "Are you registered or qualified with the SEC, the CFTC, a state securities agency, an exchange or a futures market?",
  },
  {
    id: "adviser",
    text: "Do you work as an investment adviser, registered or not?",
  },
  {
    id: "institution",
    text: "Are you employed by a bank or another organisation to do work that would need such a registration elsewhere?",
  },
  { id: "business", text: "Will you use the data for a business, or for anything but your own investments?" },
  { id: "others", text: "Do you trade for another person, a company or another entity?" },
] as const;
export type SubscriberQuestion = (typeof SUBSCRIBER_QUESTIONS)[number]["id"];
export type SubscriberAnswers = Record<SubscriberQuestion, boolean>;

/** What a person's answers make of them. */
export const subscriberKind = (answers: SubscriberAnswers): SubscriberKind =>
  SUBSCRIBER_QUESTIONS.some(({ id }) => answers[id]) ? "PROFESSIONAL" : "NON_PROFESSIONAL";

const answer = z.boolean({ error: "Answer every question with yes or no." });

/** A declaration: every question answered, under the version that was shown. */
export const declareInput = z.strictObject({
  version: z.literal(DECLARATION_VERSION, {
    error: "The questions have changed since this page was opened. Please load it again.",
  }),
  answers: z.strictObject({
    registered: answer,
    adviser: answer,
    institution: answer,
    business: answer,
    others: answer,
  } satisfies Record<SubscriberQuestion, typeof answer>),
});
export type DeclareInput = z.infer<typeof declareInput>;
