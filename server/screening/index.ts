export { askLists, currentLists } from "@/server/screening/lists";
export { type ListFiles, type LoadedList, loadWatchList } from "@/server/screening/load-watch-list";
export { placesOn } from "@/server/screening/places";
export { placeEffect } from "@/server/screening/propose-place";
