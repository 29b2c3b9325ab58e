// A press in a process of its own: setting a paper keeps a core busy for ten or thirty milliseconds, in which a server
// would answer nobody. Plain JavaScript, so that it can be started by its path from bundled code too.
import os from "node:os";
import path from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";

/**
 * Results that some ten papers in a row did not use are forgotten, so that memory stays level however many are made.
 * Looking through them takes as long as a fifteenth of a statement, so it is done after every fifth paper.
 */
const PAPERS_BETWEEN = 5;
const CACHE_AGE = 2;
let printed = 0;

const templates = process.argv[2];
const compiler = NodeCompiler.create({ workspace: templates });

/** The typesetter's errors are objects of its own, not Errors. */
function describe(error) {
  if (error instanceof Error) return error.message;
  return JSON.stringify(error?.shortDiagnostics ?? String(error)).slice(0, 500);
}

/**
 * A file that is not there: what the templates read the paper from. Inputs would be part of the world that a template
 * is read in, and nothing that was found out for one paper would hold for the next (a sixth of the time of a confirm).
 */
const PAPER = path.join(templates, "paper.json");

function print({ mainFilePath, paper }) {
  compiler.mapShadow(PAPER, Buffer.from(paper));
  const compiled = compiler.compile({ mainFilePath });
  if (!compiled.result) {
    const problems = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
    return { problem: `cannot be set: ${JSON.stringify(problems).slice(0, 500)}` };
  }
  try {
    return { bytes: compiler.pdf(compiled.result, { pdfStandard: "ua-1" }) };
  } catch (error) {
    return { problem: `cannot be printed: ${describe(error)}` };
  } finally {
    if (++printed % PAPERS_BETWEEN === 0) compiler.evictCache(CACHE_AGE);
  }
}

// Whoever trades goes first: papers have time.
os.setPriority(10);

// Ctrl-C reaches all of a terminal's processes; this one ends when the server that asks it has ended.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());

process.on("message", ({ number, ...order }) => process.send({ number, ...print(order) }));
