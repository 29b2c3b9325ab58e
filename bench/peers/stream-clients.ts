import { connect, type Socket } from "node:net";
import { request } from "node:http";
import { z } from "zod";

/**
 * The readers of the stream bench, in a process of their own: they take what comes and count it. Told what to do by
 * messages: open so many lines, tell what each server's lines have received, close.
 */
const order = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("open"),
    side: z.string(),
    port: z.number(),
    requests: z.array(z.object({ path: z.string(), cookie: z.string() })),
  }),
  z.object({ do: z.literal("count"), side: z.string() }),
  z.object({ do: z.literal("close"), side: z.string() }),
]);

/** How often a server hears how much has arrived. */
const TELL_EVERY_MS = 5;

type Side = { sockets: Socket[]; events: number; bytes: number; told: number; stopTelling: () => void };
const sides = new Map<string, Side>();
const END_OF_EVENT = Buffer.from("\n\n");

function count(side: Side, chunk: Buffer): void {
  side.bytes += chunk.length;
  for (let at = chunk.indexOf(END_OF_EVENT); at >= 0; at = chunk.indexOf(END_OF_EVENT, at + 2)) side.events++;
}

/** Opens a line; done when its first event is here. */
function open(side: Side, port: number, { path, cookie }: { path: string; cookie: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${cookie}\r\n\r\n`),
    );
    socket.on("data", (chunk: Buffer) => {
      count(side, chunk);
      if (chunk.includes("serialized-error")) reject(new Error(chunk.toString()));
      else if (chunk.includes("\n\n")) resolve();
    });
    socket.on("error", reject);
    side.sockets.push(socket);
  });
}

/** Tells a server, over a request that never ends, how many bytes have arrived. */
function tell(side: Side, port: number): void {
  const line = request({ port, path: "/arrived", method: "POST" });
  line.on("error", () => {});
  const timer = setInterval(() => {
    if (side.told === side.bytes) return;
    side.told = side.bytes;
    line.write(`${side.bytes}\n`);
  }, TELL_EVERY_MS);
  side.stopTelling = () => {
    clearInterval(timer);
    line.destroy();
  };
}

async function obey(text: unknown): Promise<object> {
  const given = order.parse(text);
  const side = sides.get(given.side) ?? {
    sockets: [],
    events: 0,
    bytes: 0,
    told: 0,
    stopTelling: () => {},
  };
  sides.set(given.side, side);
  if (given.do === "open") {
    tell(side, given.port);
    for (let from = 0; from < given.requests.length; from += 50)
      await Promise.all(given.requests.slice(from, from + 50).map((each) => open(side, given.port, each)));
  }
  if (given.do === "close") {
    side.stopTelling();
    for (const socket of side.sockets.splice(0)) socket.destroy();
    side.bytes = 0;
  }
  return { lines: side.sockets.length, events: side.events, bytes: side.bytes };
}

process.on("message", (message) => {
  obey(message).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));
