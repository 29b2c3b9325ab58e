export { askLists, currentLists, listVersions } from "@/server/screening/lists";
export { type ListFiles, type LoadedList, loadWatchList } from "@/server/screening/load-watch-list";
export { placesOn, placeTable } from "@/server/screening/places";
export { proposePlace, recordPlace } from "@/server/screening/propose-place";
