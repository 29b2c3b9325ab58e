export { type Cash, cashOf, type Holding, holdingsOf, lockCash, openCashBalance } from "./balances";
export { type HoldChange, releaseHolds, takeBuyingPower, takeCash, takeShares } from "./holds";
export { applyToLots, type LotTrade } from "./lots";
export { postJournals } from "./post-journals";
