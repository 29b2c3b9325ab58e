import { expect, it } from "vitest";
import { formsOf, searchFor } from "@/prisma/factories/planted-secrets";

const PLANTED = [
  { what: "tax id", value: "287654321" },
  { what: "passport", value: "C4P9T2X7K" },
  { what: "bank account", value: "70031415926535" },
];
const find = searchFor(PLANTED);

it("finds every form of every number, wherever it stands and in whatever case", () => {
  const around = [
    ["", ""],
    ["2", "7"],
    ["28 \u2011\u{1F600} ", "\n"],
    ["x".repeat(5000), "x"],
  ] as const;
  for (const { what, value } of PLANTED)
    for (const [form, text] of formsOf(value))
      for (const [before, after] of around)
        for (const written of [text, text.toUpperCase()])
          expect(find("a page", before + written + after), form).toContainEqual({
            what,
            form,
            where: "a page",
          });
});

it("finds nothing in what only looks like them", () => {
  const near = ["287654322", "28765432", "2876-54321", "the ends are 4321, T2X7K and 6535", ""];
  for (const text of near) expect(find("a page", text), text).toEqual([]);
});
