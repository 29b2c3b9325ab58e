export { actorFromCookies, askerFromCookies, sessionCookieName } from "@/server/auth/actor-from-cookie";
export { deviceOfSignIn } from "@/server/auth/devices";
export { nextAuthOptions } from "@/server/auth/next-auth-options";
export { originFromHeaders } from "@/server/auth/origin";
export { removeOldCounters } from "@/server/auth/rate-limits";
export { removeOldDevices } from "@/server/auth/devices";
export { SESSION_NEWS, sessionsAlive } from "@/server/auth/sessions";
