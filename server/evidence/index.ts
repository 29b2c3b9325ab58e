export { readPaper } from "@/server/evidence/inspect-paper";
export { evidenceKindsOf } from "@/server/evidence/queries";
export { storeEvidence } from "@/server/evidence/store-evidence";
