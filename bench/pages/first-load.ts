import { gzipSync } from "node:zlib";

const SCRIPT = /<script\b[^>]*?\bsrc="([^"]+)"[^>]*>/g;
const PRELOAD = /<link\b[^>]*\bas="script"[^>]*>/g;

/** Kilobytes of JavaScript, gzipped, that a page names for its first load: each file once, none for old browsers. */
export async function firstLoadKb(origin: string, path: string, cookie: string): Promise<number> {
  const answer = await fetch(origin + path, { headers: { cookie }, redirect: "manual" });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  const html = await answer.text();
  const scripts = [...html.matchAll(SCRIPT)].flatMap(([tag, source]) =>
    /\bnomodule\b/i.test(tag) ? [] : [source ?? ""],
  );
  const preloads = [...html.matchAll(PRELOAD)].map(([tag]) => /\bhref="([^"]+)"/.exec(tag)?.[1] ?? "");
  const files = new Set([...scripts, ...preloads].filter(Boolean));
  const sizes = await Promise.all(
    [...files].map(async (file) => {
      const script = await fetch(new URL(file.replaceAll("&amp;", "&"), origin));
      return gzipSync(Buffer.from(await script.arrayBuffer()), { level: 9 }).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}
