/** @type {import("next").NextConfig} */
const config = {
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
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
};

export default config;
