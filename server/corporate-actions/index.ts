export { applyActionEvent } from "./apply-action-event";
export { sharesChangedSince } from "./queries";
