export { ensureExchangeClock } from "@/server/street/exchange-clock";
export { openMarket } from "@/server/street/market/open-market";
export { openStreet, type StreetDoors } from "@/server/street/open-street";
