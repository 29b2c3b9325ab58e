export { keepPerformanceDay, rewritePerformance } from "./keep-performance-day";
export { keepMissingDays } from "./backfill";
export {
  bridgeOfPeriod,
  type ClosedPeriod,
  type PeriodBridge,
  type PeriodPerformance,
  performanceOfPeriod,
} from "./period-figures";
