export { applyBankEvent } from "./apply-bank-event";
export { applyCashEvent } from "./apply-cash-event";
export { openBankMessage } from "./bank-messages";
