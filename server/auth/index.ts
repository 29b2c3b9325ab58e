export { actorFromCookies, askerFromCookies, sessionCookieName } from "@/server/auth/actor-from-cookie";
export { deviceOfSignIn, removeOldDevices } from "@/server/auth/devices";
export { portalUrl } from "@/server/auth/email-tokens";
export { nextAuthOptions } from "@/server/auth/next-auth-options";
export { originFromHeaders } from "@/server/auth/origin";
export { secondFactorEffect } from "@/server/auth/reset-second-factor";
export { countAttempt, removeOldCounters } from "@/server/auth/rate-limits";
export { endSessions, SESSION_NEWS, sessionsAlive } from "@/server/auth/sessions";
