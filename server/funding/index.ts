export { applyBankEvent } from "./apply-bank-event";
export { applyCashEvent } from "./apply-cash-event";
export { openBankMessage } from "./bank-messages";
export { deposit } from "./deposit";
export { linkBank } from "./link-bank";
export type { BankLinkView, TransferPage, TransferView } from "./views";
export { withdraw } from "./withdraw";
