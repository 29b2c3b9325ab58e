/**
 * The build that `npm run bench pages` makes besides has the pages *.bench.tsx, too: twins of ours whose data are in
 * memory (bench/pages/twin-caller.ts), and a page that says hello. Nobody else's build has them.
 */
const benchTwins = {
  pageExtensions: ["bench.tsx", "tsx", "ts"],
  alias: { "@/server/trpc/server-caller": "./bench/pages/twin-caller.ts" },
};
const isBench = process.env.BENCH_TWINS === "on";

/** @type {import("next").NextConfig} */
const config = {
  pageExtensions: isBench ? benchTwins.pageExtensions : ["tsx", "ts"],
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are a check of their own (npm run check); a start on a fresh machine need not wait for them.
  typescript: { ignoreBuildErrors: true },
  // Images are drawn or served as they are: the optimizer is one more door.
  images: { unoptimized: true },
  // Native or stateful packages stay in node_modules, where the server entry shares them with the pages.
  serverExternalPackages: [
    "pg",
    "@prisma/client",
    "@prisma/adapter-pg",
    "@node-rs/argon2",
    "sharp",
    "@cantoo/pdf-lib",
    "@myriaddreamin/typst-ts-node-compiler",
  ],
  // Titles take no time to know: none is streamed after its page, so no page is for a moment without one.
  htmlLimitedBots: /.*/,
  // The folder of this file, also where another lock file lies further up.
  turbopack: { root: import.meta.dirname, resolveAlias: isBench ? benchTwins.alias : {} },
  outputFileTracingRoot: import.meta.dirname,
};

export default config;
