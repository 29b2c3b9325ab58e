export { askForCancels, CANCELS_AT_ONCE } from "@/server/order-asks/ask-for-cancels";
export { askForRoutes } from "@/server/order-asks/ask-for-routes";
export { cancelForbiddenOrders, lockOpenOrders } from "@/server/order-asks/cancel-forbidden-orders";
