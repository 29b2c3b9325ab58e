export { applyVenueEvents } from "./apply-venue-events";
export { placeOrder } from "./place-order";
export { routeOrders } from "./route-orders";
export { settleTrades } from "./settle-trades";
export type { ExecutionView, OrderDetailView, OrderPreviewView, OrderView } from "./views";
