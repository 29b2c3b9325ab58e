import fs from "node:fs";
import { createServer, get, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packScripts } from "@/scripts/portal/pack-scripts";
import { packedFiles } from "@/server/platform/packed-files";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "packed-"));
const SCRIPT = "console.log('many words, many words');".repeat(50);
fs.mkdirSync(path.join(folder, "chunks"));
fs.writeFileSync(path.join(folder, "chunks", "a.js"), SCRIPT);
fs.writeFileSync(path.join(folder, "chunks", "a.woff2"), "letters");
fs.writeFileSync(path.join(folder, "..", `${path.basename(folder)}-secret.js.br`), "secret");
await packScripts(folder);
const answer = packedFiles(folder);
const server = createServer((request, response) => {
  if (!answer(request, response)) response.writeHead(404).end();
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.close();
  fs.rmSync(folder, { recursive: true });
  fs.rmSync(`${folder}-secret.js.br`);
});

type Answer = { status: number | undefined; headers: IncomingHttpHeaders; bytes: Buffer };

/** Asked as it stands: `fetch` would tidy the address up first. */
const ask = (address: string, accepted = "gzip, deflate, br, zstd", method = "GET"): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const options = {
      port,
      host: "127.0.0.1",
      path: address,
      method,
      headers: { "accept-encoding": accepted },
    };
    get(options, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    }).on("error", reject);
  });

describe("packed files", () => {
  it("are handed out as they lie there, to be kept for good", async () => {
    const { status, headers, bytes } = await ask("/_next/static/chunks/a.js");
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-encoding": "br",
      "content-type": "application/javascript; charset=UTF-8",
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
    });
    expect(bytes.length).toBeLessThan(SCRIPT.length / 10);
    expect(brotliDecompressSync(bytes).toString()).toBe(SCRIPT);
  });

  it("are left to Next where they were not packed, or cannot be unpacked", async () => {
    expect((await ask("/_next/static/chunks/a.woff2")).status).toBe(404);
    expect((await ask("/_next/static/chunks/a.js", "gzip, deflate")).status).toBe(404);
    expect((await ask("/_next/static/chunks/a.js", "gzip, br;q=0")).status).toBe(404);
    expect((await ask("/_next/static/chunks/a.js", "br", "HEAD")).status).toBe(404);
  });

  it("are known by name: no address leads to another file", async () => {
    const secret = `${path.basename(folder)}-secret.js`;
    for (const address of [
      `/_next/static/../${secret}`,
      `/_next/static/chunks/../../${secret}`,
      `/_next/static/%2e%2e/${secret}`,
      "/_next/static/chunks/a.js.br",
      "/_next/static/chunks/b.js",
    ])
      expect((await ask(address)).status, address).toBe(404);
  });
});
