export { auditOf } from "@/server/audit/queries";
export { sealAudit } from "@/server/audit/seal-audit";
export type { AuditEntryView } from "@/server/audit/views";
