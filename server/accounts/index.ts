export { applyAccountEvent } from "@/server/accounts/apply-account-event";
export { type AccountRequest, openAccount } from "@/server/accounts/open-account";
export { restrictAccounts } from "@/server/accounts/restrict-account";
export { maskNumber } from "@/server/accounts/views";
