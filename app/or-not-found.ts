import { TRPCError } from "@trpc/server";
import { notFound } from "next/navigation";

/** For pages about one thing: what the procedure answers, or the page that says that there is no such thing. */
export async function orNotFound<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    // A malformed id in the address is no page either.
    if (error instanceof TRPCError && (error.code === "NOT_FOUND" || error.code === "BAD_REQUEST"))
      notFound();
    throw error;
  }
}
