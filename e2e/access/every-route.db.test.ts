import { globSync } from "node:fs";
import { expect, it } from "vitest";
import { ROUTES } from "@/e2e/access/route-table";

/** "app/(portal)/orders/[id]/page.tsx" -> "/orders/[id]" */
const routeOf = (file: string): string => {
  const folders = file.split("/").slice(1, -1);
  return `/${folders.filter((folder) => !/^\(.*\)$/.test(folder)).join("/")}`;
};

it("knows every page and route handler that there is, and no other", () => {
  const files = globSync(["app/**/page.tsx", "app/**/route.ts"]);
  expect(Object.keys(ROUTES).sort()).toEqual(files.map(routeOf).sort());
});
