import type { IncomingMessage, ServerResponse } from "node:http";
import { getTRPCErrorShape, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { z } from "zod";
import { AppError, isAppError } from "@/domain/errors";
import { actorFromCookies } from "@/server/auth";
import { errorFrame, type LiveInput, liveHubOf, liveInput, type Sink } from "@/server/market";
import type { Deps } from "@/server/platform/deps";
import { appRouter } from "@/server/trpc/root";
import { TRPC_CODE } from "@/server/trpc/error-map";

/**
 * The one stream handler: what a browser's `httpSubscriptionLink` asks as `market.live` is answered here, with bytes
 * that were serialised once for all, instead of one async generator a tab. Everything else is a procedure.
 */
const PATH = "market.live";
/** How long a reader may take to hear why its line ends. */
const FAREWELL_MS = 5_000;

const HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  // A proxy that buffered would hold fills back.
  "x-accel-buffering": "no",
};

/** Whether a request is for the live line; batches and other methods are left to tRPC, which refuses them. */
export const isLiveRequest = (request: IncomingMessage, basePath: string): boolean =>
  request.method === "GET" &&
  (request.url ?? "").startsWith(`${basePath}${PATH}?`) &&
  !isBatch(request.url ?? "");

const isBatch = (url: string): boolean => /[?&]batch=/.test(url);

/**
 * The input of an address, read as the router would read it, with the header that a browser adds when it reopens the same
 * line by itself. Throws a ZodError for what is none.
 */
export function liveInputOf(url: string, resumed: unknown): LiveInput {
  const text = new URL(url, "http://invalid").searchParams.get("input") ?? "";
  const given = parsed(text);
  return liveInput.parse(typeof resumed === "string" ? { ...given, lastEventId: resumed } : given);
}

/** What was not said is told apart from null by superjson's notes beside the value. */
function parsed(text: string): object {
  try {
    const given: unknown = superjson.parse(text);
    return typeof given === "object" && given !== null ? given : {};
  } catch {
    return {};
  }
}

function asTrpc(error: unknown): TRPCError {
  if (isAppError(error))
    return new TRPCError({ code: TRPC_CODE[error.code], message: error.message, cause: error });
  if (error instanceof z.ZodError) return new TRPCError({ code: "BAD_REQUEST", cause: error });
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: error });
}

/** An error as the client's link reads it, worded by the same formatter as every procedure's. */
const lastWords = (error: unknown): Buffer =>
  errorFrame(
    getTRPCErrorShape({
      config: appRouter._def._config,
      error: asTrpc(error),
      type: "subscription",
      path: PATH,
      input: undefined,
      ctx: undefined,
    }),
  );

/** The connection as a line's sink. `write` is honest about the reader: its answer is the socket's own. */
function sinkOf(response: ServerResponse): Sink & { end(reason: unknown): void } {
  return {
    write: (bytes) => response.write(bytes),
    end(reason: unknown) {
      if (reason) response.write(lastWords(reason));
      response.end();
      const timer = setTimeout(() => response.destroy(), FAREWELL_MS);
      timer.unref();
      response.once("close", () => clearTimeout(timer));
    },
  };
}

/** Answers a request for a live line; it stays open until its reader goes, or its session ends. */
export async function answerLive(
  deps: Deps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(200, HEADERS);
  response.flushHeaders();
  request.socket.setKeepAlive(true, 30_000);
  const sink = sinkOf(response);
  try {
    const actor = await actorFromCookies(deps, request.headers.cookie);
    if (!actor) throw new AppError("UNAUTHENTICATED");
    const line = await liveHubOf(deps).open(
      actor,
      liveInputOf(request.url ?? "", request.headers["last-event-id"]),
      sink,
    );
    if (response.closed || response.destroyed) return line.gone();
    response.on("drain", () => line.drained());
    response.on("close", () => line.gone());
  } catch (error) {
    if (!isAppError(error) && !(error instanceof z.ZodError))
      deps.log.error({ err: error, path: PATH }, "a live line could not be opened");
    sink.end(error);
  }
}
