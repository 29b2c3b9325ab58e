import { streetDoors } from "@/server/compose";

export const dynamic = "force-dynamic";

/** The signed door of the simulated street; who may enter and what is there is the street's own business. */
async function answer(request: Request): Promise<Response> {
  return (await streetDoors()).answer(request);
}

export { answer as GET, answer as POST };
