export { runPaperMill } from "./paper-mill";
export { openPress, type Press } from "./press";
export { paperProgress } from "./queries";
export { queuePapers } from "./queue-papers";
export type { PaperProgress } from "./views";
