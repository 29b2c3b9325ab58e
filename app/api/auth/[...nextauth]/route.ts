import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { deviceOfSignIn, nextAuthOptions } from "@/server/auth";
import { portal } from "@/server/compose";

type Context = { params: Promise<{ nextauth: string[] }> };

const SIGN_IN = "callback/credentials";

/** next-auth's routes: sign in, sign out, the token against forged requests. Signing in makes the browser a known one. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  const deps = await portal();
  const device = deviceOfSignIn(deps.env, request.headers.get("cookie"));
  const answer: Response = await NextAuth(request, context, nextAuthOptions(deps, device.secret));
  const isSigningIn = (await context.params).nextauth.join("/") === SIGN_IN;
  if (isSigningIn && request.method === "POST") answer.headers.append("set-cookie", device.cookie);
  return answer;
}

export { handler as GET, handler as POST };
