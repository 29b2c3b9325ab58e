export { saveStep } from "@/server/onboarding/save-step";
export { startApplication } from "@/server/onboarding/start-application";
export { submitApplication } from "@/server/onboarding/submit-application";
export type {
  ApplicationView,
  CheckView,
  QueueLine,
  ReviewView,
  StageView,
  StepView,
} from "@/server/onboarding/views";
