export { actorFromCookies, sessionCookieName } from "@/server/auth/actor-from-cookie";
export { nextAuthOptions } from "@/server/auth/next-auth-options";
export { originFromHeaders } from "@/server/auth/origin";
export { portalUrl } from "@/server/auth/email-tokens";
export { countAttempt, removeOldCounters } from "@/server/auth/rate-limits";
export { endSessions, SESSION_NEWS, sessionsAlive } from "@/server/auth/sessions";
