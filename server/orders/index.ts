export { applyVenueEvents } from "./apply-venue-events";
export {
  newestOrderNews,
  type OrderNews,
  type OrderNewsView,
  orderNewsAfter,
  unheardOrderNews,
} from "./order-news";
export { placeOrder } from "./place-order";
export { routeOrders } from "./route-orders";
export { type SettledEvent, settleTrades } from "./settle-trades";
export type { ExecutionView, OrderDetailView, OrderPreviewView, OrderView } from "./views";
