import fs from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

/** Where Next's scripts and styles are asked for. Their names change with what they hold, so browsers keep them for good. */
const PREFIX = "/_next/static/";
const FOR_GOOD = "public, max-age=31536000, immutable";
const TYPES: Readonly<Record<string, string>> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
};

/** Answers a request if it is for a file that lies here packed, and its reader can unpack it; false leaves it to Next. */
export type PackedFiles = (request: IncomingMessage, response: ServerResponse) => boolean;

const takesBrotli = ({ headers }: IncomingMessage): boolean =>
  String(headers["accept-encoding"] ?? "")
    .split(",")
    .some((name) => name.trim() === "br");

/**
 * Hands out the scripts and styles that the build has packed beforehand, `x.js.br` beside `x.js` (see
 * scripts/portal/pack-scripts.ts). Only names that were found when this was made are known: no address reaches another file.
 */
export function packedFiles(folder: string): PackedFiles {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const files = new Map(
    names
      .filter((name) => name.endsWith(".br"))
      .map((name) => [
        PREFIX + name.slice(0, -".br".length).split(path.sep).join("/"),
        path.join(folder, name),
      ]),
  );
  const read = new Map<string, Buffer>();
  return (request, response) => {
    const address = request.url ?? "";
    const file = files.get(address);
    const type = TYPES[path.posix.extname(address)];
    if (!file || !type || request.method !== "GET" || !takesBrotli(request)) return false;
    const bytes = read.get(address) ?? fs.readFileSync(file);
    read.set(address, bytes);
    response
      .writeHead(200, {
        "content-type": type,
        "content-encoding": "br",
        "content-length": bytes.length,
        "cache-control": FOR_GOOD,
        vary: "Accept-Encoding",
      })
      .end(bytes);
    return true;
  };
}
