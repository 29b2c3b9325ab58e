export {
  type Realised,
  realisedOf,
  type RealisedPeriod,
  type RealisedSum,
  realisedSums,
  type RealisedSums,
} from "./realised";
