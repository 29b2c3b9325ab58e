// Who may import whom. The rooms are told apart by their paths, so a new feature needs no new line here.
// docs/ARCHITECTURE.md explains the rooms; scripts/checks/import-rules.test.ts proves that the rules bite.

/** Tests, and what modules keep in a folder of their own for tests. */
const TEST = "(\\.test\\.tsx?$|/testing/)";

/** What comes from outside the project: npm packages, and Node's own modules (which have no slash-ended room). */
const DOMAIN_PACKAGES = "^node_modules/(zod|decimal\\.js)/";
const ROOMS = "app|bench|components|domain|e2e|prisma|scripts|server";
/** A module of the server: not the shared ground, not the street, not tRPC's own room. */
const MODULE = "^server/(?!platform/|street/|trpc/)([^/]+)/";
const COMPOSE = "^server/compose\\.ts$";
/** The caller with which pages ask tRPC in-process. */
const CALLER = "^server/trpc/server-caller\\.ts$";
/** What pages ask first, through the caller: who is signed in. */
const REQUIRE = "^server/auth/require\\.ts$";
const CLIENT = "^prisma/generated/";

/** A rule that names all that a room may import of ours; the rest of our rooms is forbidden. */
function only(name, comment, from, allowed) {
  return {
    name,
    comment,
    severity: "error",
    from,
    to: { path: `^(${ROOMS})/`, pathNot: allowed },
  };
}

function forbid(name, comment, from, to) {
  return { name, comment, severity: "error", from, to };
}

module.exports = {
  forbidden: [
    forbid("no-cycles", "Two files that need each other are one, or hide a third.", {}, { circular: true }),
    forbid(
      "no-unknown",
      "An import that can't be resolved is checked by no rule.",
      {},
      { couldNotResolve: true },
    ),

    // domain: pure
    forbid(
      "domain-is-pure",
      "Rules know no clock, no I/O, no framework: only each other, zod and decimal.js.",
      { path: "^domain/", pathNot: TEST },
      { pathNot: ["^domain/", DOMAIN_PACKAGES] },
    ),
    only(
      "domain-tests",
      "Tests of the rules need the rules, and values to try them on.",
      { path: `^domain/.*${TEST}` },
      ["^domain/", "^prisma/factories/"],
    ),

    // server
    only(
      "platform-is-ground",
      "The platform carries the modules; it knows none of them.",
      { path: "^server/platform/" },
      ["^domain/", "^server/platform/", CLIENT],
    ),
    only(
      "modules-by-their-doors",
      "A module sees the domain, the platform, itself, and other modules by their index.ts.",
      { path: MODULE, pathNot: ["/router\\.ts$", REQUIRE, TEST] },
      ["^domain/", "^server/platform/", "^server/$1/", `${MODULE}index\\.ts$`, CLIENT],
    ),
    only(
      "routers-and-procedures",
      "A module's router also sees tRPC's procedures.",
      { path: `${MODULE}router\\.ts$` },
      [
        "^domain/",
        "^server/platform/",
        "^server/$1/",
        `${MODULE}index\\.ts$`,
        "^server/trpc/procedures\\.ts$",
      ],
    ),
    only(
      "module-tests",
      "Tests of a module may also wire the real thing together.",
      { path: `${MODULE}.*${TEST}` },
      [
        "^domain/",
        "^server/platform/",
        "^server/$1/",
        // A test sets its scene and looks at what became of it, also in other modules' rooms.
        "^server/(?!street/)",
        "^prisma/factories/",
        // What must hold on any database holds at the end of a test too.
        "^scripts/verify/",
        CLIENT,
      ],
    ),
    forbid(
      "index-without-router",
      "An index that exported its router would close a circle through the root router.",
      { path: `${MODULE}index\\.ts$` },
      { path: "/router\\.ts$" },
    ),
    only(
      "street-is-apart",
      "The pretended outside world knows the domain and its own tables, and no module of the portal.",
      { path: "^server/street/", pathNot: TEST },
      ["^domain/", "^server/platform/", "^server/street/", CLIENT],
    ),
    forbid(
      "street-behind-compose",
      "Nobody reaches into the street: compose.ts hands out its ports.",
      { pathNot: ["^server/street/", COMPOSE] },
      { path: "^server/street/" },
    ),
    only(
      "trpc-sees-doors",
      "tRPC's room sees the modules' indexes, and the root router their routers.",
      { path: "^server/trpc/", pathNot: [CALLER, TEST] },
      ["^domain/", "^server/platform/", "^server/trpc/", `${MODULE}index\\.ts$`, `${MODULE}router\\.ts$`],
    ),
    only("caller-wires", "The caller joins the root router and the real dependencies.", { path: CALLER }, [
      "^domain/",
      "^server/platform/",
      "^server/trpc/",
      `${MODULE}index\\.ts$`,
      COMPOSE,
    ]),
    forbid(
      "compose-is-for-entries",
      "Real dependencies are wired at the edges: route handlers, the caller, the server entry, tools and tests.",
      { pathNot: ["^app/api/", CALLER, "^server/main\\.ts$", "^(bench|scripts|prisma/seed)/", TEST] },
      { path: COMPOSE },
    ),
    only("page-checks", "The check of a page goes through the caller, like the page.", { path: REQUIRE }, [
      "^domain/",
      "^server/auth/",
      CALLER,
    ]),
    forbid(
      "caller-is-for-pages",
      "Only pages and route handlers ask through the caller; the server's own code calls its modules.",
      // The bench of the pages puts a caller with a memory in its place.
      { pathNot: ["^app/", "^bench/pages/twin-caller\\.ts$", REQUIRE, TEST] },
      { path: CALLER },
    ),
    only("server-entries", "The server's own entries stay in the server.", { path: "^server/[^/]+\\.ts$" }, [
      "^domain/",
      "^server/",
      CLIENT,
    ]),

    // components
    only(
      "components-show",
      "Components show; they see the domain, each other, and only types of tRPC.",
      { path: "^components/" },
      ["^domain/", "^components/", "^server/trpc/"],
    ),
    forbid(
      "components-take-types-only",
      "What runs in a browser must not pull in the server.",
      { path: "^components/" },
      { path: "^server/trpc/", dependencyTypesNot: ["type-only"] },
    ),
    only(
      "primitives-know-nothing",
      "components/ui knows no word of the domain and no feature.",
      { path: "^components/ui/", pathNot: TEST },
      ["^components/ui/"],
    ),
    forbid(
      "charts-in-one-place",
      "Only components/charts draws, so that the libraries load late and can be replaced.",
      { pathNot: "^components/charts/" },
      { path: "^node_modules/(recharts|lightweight-charts)/" },
    ),

    // app
    only("pages-are-thin", "Pages see components, the domain and the caller.", { path: "^app/(?!api/)" }, [
      "^app/",
      "^components/",
      "^domain/",
      CALLER,
      REQUIRE,
    ]),
    only(
      "route-handlers",
      "Route handlers also see the wired dependencies, and the modules by their doors.",
      { path: "^app/api/" },
      ["^app/api/", "^components/", "^domain/", CALLER, COMPOSE, `${MODULE}index\\.ts$`],
    ),

    // tools and tests
    only(
      "tools",
      "Benches, scripts and the seed drive the wired portal, and its modules by their doors.",
      { path: "^(bench|scripts|prisma/seed)/", pathNot: "^bench/pages/twin-caller\\.ts$" },
      [
        "^(bench|scripts|prisma/seed|prisma/factories)/",
        "^domain/",
        "^server/platform/",
        // Worlds that a module's tests live in, for the seed's own tests.
        "^server/[^/]+/testing/",
        COMPOSE,
        `${MODULE}index\\.ts$`,
        CLIENT,
      ],
    ),
    only("factories", "Factories make values and rows for seed and tests.", { path: "^prisma/factories/" }, [
      "^prisma/factories/",
      "^domain/",
      "^server/platform/",
      `${MODULE}index\\.ts$`,
      // The hash and the seals that a person's rows need, without what signing in drags along.
      "^server/auth/(passwords|second-factor-keys)\\.ts$",
      CLIENT,
    ]),
    only(
      "browser-tests",
      "Browser tests use the portal as a customer does, and the scripts that start, kill and verify it.",
      { path: "^e2e/(?!access/)" },
      [
        "^e2e/",
        "^domain/",
        "^prisma/factories/",
        "^prisma/seed/logins\\.ts$",
        "^scripts/",
        "^server/trpc/root\\.ts$",
      ],
    ),
    forbid(
      "browser-tests-take-types-only",
      "A program that speaks with the portal knows its procedures by type.",
      { path: "^e2e/(?!access/)" },
      { path: "^server/", dependencyTypesNot: ["type-only"] },
    ),
    only(
      "access-tests",
      "Access tests also call the root router, as anybody they like, and ask who a cookie makes them.",
      { path: "^e2e/access/" },
      [
        "^e2e/",
        "^domain/",
        "^prisma/factories/",
        "^server/trpc/",
        "^server/platform/",
        "^server/auth/index\\.ts$",
      ],
    ),
    forbid(
      "no-tests-in-the-product",
      "What only tests need stays with the tests.",
      { pathNot: [TEST, "^e2e/", "^prisma/factories/"] },
      { path: TEST },
    ),
  ],
  options: {
    doNotFollow: { path: ["^node_modules/", CLIENT] },
    exclude: { path: "^(\\.next|\\.node|\\.build|\\.data|next-env)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
    },
    cache: false,
  },
};
