import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setImmediate as breathe, setTimeout as pause } from "node:timers/promises";
import { answerLive, install } from "@/server/compose";
import { liveHubOf } from "@/server/market";
import type { Deps } from "@/server/platform/deps";
import { readEnv } from "@/server/platform/env";
import { instantOfStep, readyFrames, WATCH_LISTS } from "./stream-frames";

/**
 * A server of the stream bench. Arguments: "ours" or "raw", and a port. "ours" is the portal's live door; "raw" is the
 * limit: a loop that writes the same bytes, made beforehand, to every open response. /run?ms=N sends as fast as the
 * readers take it for so long, and answers the microseconds of this process that it took; /memory tells the bytes that
 * are resident, and those in the heap and beside it, after a collection; what comes in at /arrived says how much the readers have.
 */
const [kind, port] = process.argv.slice(2);
/** More than this on its way would fill the kernel's buffers, which is not what is measured. */
const ON_ITS_WAY = 8 * 1024 * 1024;

type Side = {
  open(list: number, request: IncomingMessage, response: ServerResponse): void;
  step(step: number): Promise<void>;
};

async function ours(): Promise<Side> {
  const env = readEnv();
  const { deps } = await install(env, "in-process");
  // The market moves when /run says so; the portal's own beat finds it standing still.
  const standing: Deps = { ...deps, clock: { ...deps.clock, exchangeNow: async () => instantOfStep(0) } };
  const { board } = liveHubOf(standing);
  return {
    open: (_, request, response) => void answerLive(standing, request, response),
    step: (step) => board.sendQuotes(instantOfStep(step)),
  };
}

function raw(): Side {
  const frames = readyFrames(readEnv().MARKET_SEED);
  const readers = Array.from({ length: WATCH_LISTS }, () => new Set<ServerResponse>());
  return {
    open(list, _, response) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("event: connected\ndata: {}\n\n");
      readers[list]?.add(response);
      response.once("close", () => readers[list]?.delete(response));
    },
    async step(step) {
      let written = 0;
      for (const [list, responses] of readers.entries()) {
        const bytes = frames[list]?.[step % (frames[list]?.length ?? 1)];
        for (const response of responses) {
          if (bytes && !response.writableNeedDrain) response.write(bytes);
          if (++written % 100 === 0) await breathe();
        }
      }
    },
  };
}

const side = kind === "ours" ? await ours() : raw();
const sockets = new Set<Socket>();
let steps = 0;
let arrived = 0;

const sent = (): number => {
  let bytes = 0;
  for (const socket of sockets) bytes += socket.bytesWritten;
  return bytes;
};

/** What lies beside the heap is given back only after its owner was collected: once is not enough. */
async function collected(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    globalThis.gc?.();
    await pause(50);
  }
}

async function run(ms: number): Promise<number> {
  const until = performance.now() + ms;
  const before = process.cpuUsage();
  while (performance.now() < until) {
    if (sent() - arrived < ON_ITS_WAY) await side.step(++steps);
    await breathe();
  }
  while (arrived < sent()) await pause(1);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "", "http://invalid");
  if (url.pathname === "/memory") {
    void collected().then(() => {
      const { rss, heapUsed, external } = process.memoryUsage();
      response.end(JSON.stringify({ rss, heap: heapUsed + external }));
    });
  } else if (url.pathname === "/run") {
    void run(Number(url.searchParams.get("ms"))).then((microseconds) => response.end(String(microseconds)));
  } else if (url.pathname === "/arrived") {
    request.on("data", (chunk: Buffer) => {
      arrived = Number(chunk.toString().trimEnd().split("\n").at(-1));
    });
  } else {
    sockets.add(request.socket);
    request.socket.once("close", () => sockets.delete(request.socket));
    side.open(Number(url.searchParams.get("list")), request, response);
  }
});
server.listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
