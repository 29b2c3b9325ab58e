export { actorFromCookies, sessionCookieName } from "@/server/auth/actor-from-cookie";
export { nextAuthOptions } from "@/server/auth/next-auth-options";
export { originFromHeaders } from "@/server/auth/origin";
export { hashPassword } from "@/server/auth/passwords";
export { removeOldCounters } from "@/server/auth/rate-limits";
export { readSession } from "@/server/auth/sessions";
export { signIn } from "@/server/auth/sign-in";
export { signUp, verifyEmail } from "@/server/auth/sign-up";
