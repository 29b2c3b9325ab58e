export {
  type Cash,
  cashOf,
  type Holding,
  holdingsOf,
  lockCash,
  openCashBalance,
  type Shortfall,
  shortfallOf,
} from "./balances";
export { type HoldChange, releaseHolds, takeBuyingPower, takeCash, takeShares } from "./holds";
export { applyToLots, type LotTrade, replayLots } from "./lots";
export { journalId, postJournals } from "./post-journals";
export { postSettlements } from "./post-settlements";
