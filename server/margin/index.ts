export { applyMarginEvent } from "./apply-margin-event";
export { freshMarks, markAccounts } from "./mark-accounts";
export { type MarginDifference, reconcileMargin } from "./reconcile-margin";
export { marginOrderFacts } from "./standing";
