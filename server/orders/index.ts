export { applyVenueEvents } from "./apply-venue-events";
export { splitNamedLots } from "./split-named-lots";
export { rechooseLots } from "./tell-lots";
export {
  newestOrderNews,
  type OrderNews,
  type OrderNewsView,
  orderNewsAfter,
  unheardOrderNews,
} from "./order-news";
export { bookVenueFees } from "./book-venue-fees";
export { placeOrder } from "./place-order";
export { routeOrders } from "./route-orders";
export { type SettledEvent, settleTrades } from "./settle-trades";
export { accountClassOf, tradeDateOf } from "./trading-facts";
export type { ExecutionView, OrderDetailView, OrderPreviewView, OrderView } from "./views";
