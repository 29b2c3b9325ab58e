export { applyRequestEvent } from "@/server/requests/apply-request-event";
