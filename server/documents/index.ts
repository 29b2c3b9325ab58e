export { type Amended, correctConfirms } from "./correct-confirms";
export { runPaperMill } from "./paper-mill";
export { openPress } from "./press";
export { paperProgress } from "./progress";
export { queuePapers } from "./queue-papers";
export { remakePapers } from "./remake-papers";
export { keepSignedPapers, printSignedPapers } from "./signed-papers";
export type { SignedPaperView } from "./signed-papers";
export type { PaperProgress } from "./views";
