export { applyMarginEvent } from "./apply-margin-event";
export { freshMarks, markAccounts } from "./mark-accounts";
export type { MarginDifference } from "./margin-difference";
export { reconcileMargin } from "./reconcile-margin";
export { marginOrderFacts } from "./standing";
