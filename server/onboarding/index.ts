export { acceptInvitation } from "@/server/onboarding/invite-co-owner";
export { replaceWatchList } from "@/server/onboarding/rescreen";
export { remindOfTaxForms } from "@/server/onboarding/remind-of-tax-forms";
export { saveStep } from "@/server/onboarding/save-step";
export { startApplication } from "@/server/onboarding/start-application";
export { taxIdEffect } from "@/server/onboarding/unmask-tax-id";
export { submitApplication } from "@/server/onboarding/submit-application";
export type { CheckView, QueueLine, ReviewView } from "@/server/onboarding/review-views";
export type { ApplicationView, StageView, StepView } from "@/server/onboarding/views";
