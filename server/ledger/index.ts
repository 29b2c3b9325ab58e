export { type Cash, cashOf, type Holding, holdingsOf, lockCash, openCashBalance } from "./balances";
export { type HoldChange, releaseHolds, takeCash, takeShares } from "./holds";
export { applyToLots, type LotTrade } from "./lots";
export { postJournals } from "./post-journals";
