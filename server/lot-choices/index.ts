export { applyLotAnswer } from "./apply-lot-answer";
