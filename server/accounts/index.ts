export { applyAccountEvent } from "@/server/accounts/apply-account-event";
export { type AccountRequest, openAccount } from "@/server/accounts/open-account";
export { maskNumber } from "@/server/accounts/views";
export { placeRestriction, restrictAccount } from "@/server/accounts/restrict-account";
