export { applyFeeEvent } from "@/server/market-data/apply-fee-event";
export { chargeFees } from "@/server/market-data/charge-fees";
export { requireLevelTwo, withLevelTwo } from "@/server/market-data/queries";
