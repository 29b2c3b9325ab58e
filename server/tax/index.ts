export {
  type Realised,
  realisedOf,
  type RealisedPeriod,
  type RealisedSum,
  realisedSums,
  type RealisedSums,
  sumsOf,
  taxableOf,
} from "./realised";
