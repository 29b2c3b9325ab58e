export { readPaper } from "@/server/evidence/inspect-paper";
export { evidenceKindsOf, listEvidence, openEvidence } from "@/server/evidence/queries";
export { storeEvidence } from "@/server/evidence/store-evidence";
