export { limitsFromRow, type LimitsRow, limitsSql } from "./limits-sql";
export { noteCashViolations } from "./note-cash-violations";
export { limitsOf, restrictionOf, symbolRestrictionOf } from "./queries";
export { setAccountLimits } from "./set-account-limits";
