export { applyBankEvent } from "./apply-bank-event";
export { applyCashEvent } from "./apply-cash-event";
export { applyWireEvent } from "./apply-wire-event";
export { openBankMessage } from "./bank-messages";
export { releaseEffect } from "./release-effect";
export { transferLimitsEffect } from "./propose-transfer-limits";
