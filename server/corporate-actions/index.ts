export { applyActionEvent } from "./apply-action-event";
