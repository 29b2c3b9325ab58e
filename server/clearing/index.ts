export { explainLotBreaks } from "./explain-lot-breaks";
export { fetchEndOfDay } from "./fetch-end-of-day";
export { importEndOfDay } from "./import-end-of-day";
export type { EndOfDayEvent, EndOfDayFiles } from "./read-files";
