export {
  type Cash,
  cashOf,
  type Holding,
  holdingsOf,
  lockCash,
  lockCashWhere,
  openCashBalance,
  type Shortfall,
  shortfallOf,
} from "./balances";
export {
  type HoldChange,
  MARKS_LAST_SECONDS,
  type PurchaseHold,
  releaseHolds,
  takeBuyingPower,
  takeCash,
  takeShares,
} from "./holds";
export {
  beginLending,
  dropMarks,
  type MarginMark,
  type MarginRow,
  lockMarginRows,
  writeMarks,
} from "./margin-marks";
export type { LotTrade } from "./lot-trade";
export { applyToLots, rewindLots } from "./lots";
export { changeLots } from "./lots-after-action";
export { journalId, postJournals } from "./post-journals";
export { postSettlements } from "./post-settlements";
export { BEGINNING, lotEventsOf, symbolsBeside } from "./lot-events";
export { lotTradesFrom, remakeLots } from "./remake-lots";
