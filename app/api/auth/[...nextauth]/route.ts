import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nextAuthOptions } from "@/server/auth";
import { portal } from "@/server/compose";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's routes: sign in, sign out, the token against forged requests. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request, context, nextAuthOptions(await portal()));
}

export { handler as GET, handler as POST };
