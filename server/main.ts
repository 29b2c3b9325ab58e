import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import path from "node:path";
import next from "next";
import { sealAudit } from "@/server/audit";
import { askerFromCookies, originFromHeaders, removeOldCounters, removeOldDevices } from "@/server/auth";
import { type Installation, installation } from "@/server/compose";
import { printSignedPapers, runPaperMill } from "@/server/documents";
import { liveHubOf } from "@/server/market";
import { recheckPlacesToday, remindOfTaxForms } from "@/server/onboarding";
import { keepMissingDays } from "@/server/portfolio";
import { packedFiles } from "@/server/platform/packed-files";
import { EnvError, readEnv } from "@/server/platform/env";
import { answerLive, isLiveRequest } from "@/server/trpc/live-door";
import { appRouter } from "@/server/trpc/root";

/**
 * The server: one port, one process. tRPC is answered here, before Next (measured: three times the requests of a route
 * handler); pages and all other routes are Next's. Beside them run the pump, the paper mill and the audit's sealer.
 */
const TRPC_PATH = "/api/trpc/";
const MAX_BODY_BYTES = 256 * 1024;
const PUMP_EVERY_MS = 250;
const CHORES_EVERY_MS = 1000;
const TIDY_EVERY_MS = 3_600_000;
/** Papers of one run of the mill: a month end of thousands goes on without pauses, and a stop waits for some seconds at most. */
const PAPERS_AT_ONCE = 100;

/** A page of another site may not make a signed-in browser act: its requests name their origin. */
function isForeign(request: IncomingMessage): boolean {
  if (request.method === "GET" || request.method === "HEAD")
    return request.headers["sec-fetch-site"] === "cross-site";
  const origin = request.headers.origin;
  return origin !== undefined && new URL(origin, "http://invalid").host !== request.headers.host;
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message }));
}

function trpcHandler({ deps }: Installation) {
  return createHTTPHandler({
    router: appRouter,
    basePath: TRPC_PATH,
    maxBodySize: MAX_BODY_BYTES,
    maxBatchSize: 10,
    async createContext({ req }) {
      return {
        deps,
        ...(await askerFromCookies(deps, req.headers.cookie)),
        origin: originFromHeaders(deps.env, req.headers),
      };
    },
  });
}

/** Calls `work` again and again, each time a while after the last call ended; returns the way to stop. */
function every(
  ms: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let running: Promise<unknown> = Promise.resolve();
  const again = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = work().catch(onError).finally(again);
    }, ms);
  };
  again();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}

async function start(): Promise<void> {
  const env = readEnv();
  process.env.NEXTAUTH_URL ??= `http://localhost:${env.PORT}`;
  const isDevelopment = process.env.NODE_ENV === "development";
  const installed = await installation();
  const { log } = installed.deps;
  const app = next({ dev: isDevelopment, dir: process.cwd(), hostname: env.HOST, port: env.PORT });
  await app.prepare();
  const pages = app.getRequestHandler();
  const trpc = trpcHandler(installed);
  const packed = isDevelopment ? () => false : packedFiles(path.join(process.cwd(), ".next", "static"));

  const server = createServer((request, response) => {
    // What a client claims about its address does not count; only a proxy that we were told of is believed.
    if (!env.TRUST_PROXY) request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "";
    if (packed(request, response)) return;
    if (!request.url?.startsWith(TRPC_PATH)) {
      void pages(request, response);
      return;
    }
    if (isForeign(request)) return refuse(response, 403, "Requests from other sites are not accepted.");
    if (isLiveRequest(request, TRPC_PATH)) {
      void answerLive(installed.deps, request, response);
      return;
    }
    trpc(request, response);
  });
  server.headersTimeout = 20_000;
  server.requestTimeout = 60_000;
  const upgrade = app.getUpgradeHandler();
  server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(env.PORT, env.HOST, resolve),
  );

  const onError = (error: unknown) => log.error({ err: error }, "a background task failed");
  const stops = [
    every(PUMP_EVERY_MS, () => installed.pump.run(), onError),
    every(CHORES_EVERY_MS, () => sealAudit(installed.deps), onError),
    every(CHORES_EVERY_MS, () => runPaperMill(installed.deps, { max: PAPERS_AT_ONCE }), onError),
    every(CHORES_EVERY_MS, () => printSignedPapers(installed.deps, { max: 5 }), onError),
    every(TIDY_EVERY_MS, () => remindOfTaxForms(installed.deps), onError),
    every(TIDY_EVERY_MS, () => keepMissingDays(installed.deps), onError),
    every(TIDY_EVERY_MS, () => removeOldCounters(installed.deps), onError),
    every(TIDY_EVERY_MS, () => removeOldDevices(installed.deps), onError),
    every(TIDY_EVERY_MS, () => recheckPlacesToday(installed.deps), onError),
  ];
  process.stdout.write(`${JSON.stringify({ ready: true, port: env.PORT })}\n`);

  let leaving = false;
  const leave = async () => {
    if (leaving) return;
    leaving = true;
    liveHubOf(installed.deps).close();
    // First: what works in the background speaks with the street through this server's own door.
    await Promise.all([installed.pump.stop(), ...stops.map((stop) => stop())]);
    server.close();
    server.closeAllConnections();
    await installed.close();
    process.exit(0);
  };
  process.on("SIGTERM", () => void leave());
  process.on("SIGINT", () => void leave());
}

start().catch((error: unknown) => {
  const busy = typeof error === "object" && error !== null && "code" in error && error.code === "EADDRINUSE";
  const sentence = busy
    ? `Port ${process.env.PORT ?? 3000} is in use. Stop what uses it, or choose another with PORT=3001.`
    : error instanceof EnvError
      ? error.message
      : null;
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(1);
});
