export { fetchEndOfDay } from "./fetch-end-of-day";
export { importEndOfDay } from "./import-end-of-day";
export { eodFile } from "./queries";
export type { EndOfDayEvent, EndOfDayFiles } from "./read-files";
