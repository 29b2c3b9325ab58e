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
export { applyToLots, type LotTrade, replayLots, rewindLots } from "./lots";
export { changeLots } from "./lots-after-action";
export { journalId, postJournals } from "./post-journals";
