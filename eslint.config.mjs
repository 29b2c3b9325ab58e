import coreWebVitals from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";

const AMBIENT = "comes from outside: take it from the clock or the seed that you were given.";

/** Time and chance come from server/platform, so that a test or a replay can say what they are. */
const NO_AMBIENT_INPUT = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: `The present ${AMBIENT}` },
  { selector: "CallExpression[callee.name='Date']", message: `The present ${AMBIENT}` },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: `The present ${AMBIENT}`,
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: `Chance ${AMBIENT}`,
  },
];

/** A file that hands on all of another hides what a room offers. */
const NO_BARRELS = [
  {
    selector: "ExportAllDeclaration",
    message: "Name what is exported: an index is a short list, and there are no barrels.",
  },
];

/** Where components and hooks live: React's rules follow every function through, which took a quarter of all time. */
const WITH_REACT = ["{app,components}/**/*.{ts,tsx}"];
const reactRules = coreWebVitals.map((part) =>
  part.plugins?.["@next/next"] ? { ...part, files: WITH_REACT } : part,
);

const TESTS = ["**/*.test.{ts,tsx}", "**/testing/**", "e2e/**"];

const config = [
  {
    ignores: [
      ".next/**",
      ".node/**",
      ".build/**",
      ".data/**",
      "prisma/generated/**",
      "coverage/**",
      "playwright-report/**",
      "test-results/**",
      "next-env.d.ts",
    ],
  },
  ...reactRules,
  ...typescript,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always"],
      "no-console": "off",
      "no-restricted-syntax": ["error", ...NO_AMBIENT_INPUT, ...NO_BARRELS],
      "prefer-const": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/ban-ts-comment": [
        "error",
        { "ts-expect-error": "allow-with-description", "ts-ignore": true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/no-unused-expressions": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
    },
  },
  {
    // These need types: a forgotten await loses an error, or half a transaction.
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ["server/platform/**", "scripts/**", "bench/**", ...TESTS],
    rules: { "no-restricted-syntax": ["error", ...NO_BARRELS] },
  },
];

export default config;
