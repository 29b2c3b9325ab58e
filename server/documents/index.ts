export { runPaperMill } from "./paper-mill";
export { paperProgress } from "./queries";
export { openPress } from "./press";
export { queuePapers } from "./queue-papers";
export type { PaperProgress } from "./views";
