export { acceptInvitation } from "@/server/onboarding/invite-co-owner";
export { placeEffect, recheckPlacesToday } from "@/server/onboarding/recheck-places";
export { replaceWatchList } from "@/server/onboarding/rescreen";
export { saveStep } from "@/server/onboarding/save-step";
export { startApplication } from "@/server/onboarding/start-application";
export { taxIdEffect } from "@/server/onboarding/unmask-tax-id";
export { submitApplication } from "@/server/onboarding/submit-application";
export type { CheckView, QueueLine, ReviewView } from "@/server/onboarding/review-views";
export type { ApplicationView, StageView, StepView } from "@/server/onboarding/views";
