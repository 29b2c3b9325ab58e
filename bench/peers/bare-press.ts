import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { Paper } from "@/domain/statements/paper";

/** A paper as its bare lines: what it says, set by the same library without layout, tags or anything behind it. */
const PLAIN = `
#set page(paper: "us-letter")
#set text(font: "Libertinus Serif", fallback: false, size: 9pt)
#let lines = json(bytes(sys.inputs.lines))
#for entry in lines [#entry #linebreak()]`;

function linesOf(paper: Paper): string[] {
  const table = paper.tables.flatMap(({ heading, note, columns, rows, total, empty }) => [
    heading,
    note,
    columns.map(({ label }) => label).join("  "),
    ...rows.map((row) => row.join("  ")),
    (total ?? []).join("  "),
    rows.length === 0 ? empty : "",
  ]);
  return [
    paper.introducing.name,
    paper.carrying.name,
    paper.heading,
    paper.subheading,
    ...paper.mailing,
    ...[...paper.particulars, ...paper.figures, ...paper.summary].map(
      ({ label, value }) => `${label}  ${value}`,
    ),
    ...table,
    ...paper.disclosures.flatMap(({ heading, text }) => [heading, text]),
  ].filter((line) => line !== "");
}

/** The typesetter drawing the lines of papers, in this process, with nothing behind it. */
export function barePress(): { print(paper: Paper): Buffer } {
  const compiler = NodeCompiler.create();
  return {
    print(paper) {
      const inputs = { lines: JSON.stringify(linesOf(paper)) };
      const compiled = compiler.compile({ mainFileContent: PLAIN, inputs });
      if (!compiled.result) throw new Error("the bare paper cannot be set");
      const bytes = compiler.pdf(compiled.result);
      compiler.evictCache(10);
      return bytes;
    },
  };
}
