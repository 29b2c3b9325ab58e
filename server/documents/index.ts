export { runPaperMill } from "./paper-mill";
export { paperProgress } from "./queries";
export { openPress } from "./press";
export { queuePapers } from "./queue-papers";
export { keepSignedPapers, printSignedPapers } from "./signed-papers";
export type { SignedPaperView } from "./signed-papers";
export type { PaperProgress } from "./views";
