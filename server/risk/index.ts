export { limitsFromRow, type LimitsRow, limitsSql } from "./limits-sql";
export { noteCashViolations } from "./note-cash-violations";
export { limitsEffect } from "./propose-limits";
export { symbolRestrictionOf } from "./queries";
export { restrictToSettled } from "./restrict-to-settled";
export { setAccountLimits, tellMarginRegimes } from "./set-account-limits";
