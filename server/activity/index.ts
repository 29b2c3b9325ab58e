export type { ActivityItem, ActivityPage } from "./views";
