export { readPaper } from "@/server/evidence/inspect-paper";
export { storeEvidence } from "@/server/evidence/store-evidence";
