// A press in a thread of its own: setting a paper keeps a thread busy for ten or twenty milliseconds, in which a server
// would answer nobody. Plain JavaScript, so that it can be started by its path from bundled code too.
import { parentPort, workerData } from "node:worker_threads";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";

/** Results that ten papers in a row did not use are forgotten, so that memory stays level however many are made. */
const CACHE_AGE = 10;

const { templates } = workerData;
const compiler = NodeCompiler.create({ workspace: templates });

/** The typesetter's errors are objects of its own, not Errors. */
function describe(error) {
  if (error instanceof Error) return error.message;
  return JSON.stringify(error?.shortDiagnostics ?? String(error)).slice(0, 500);
}

function print({ mainFilePath, paper }) {
  const compiled = compiler.compile({ mainFilePath, inputs: { paper } });
  if (!compiled.result) {
    const problems = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
    return { problem: `cannot be set: ${JSON.stringify(problems).slice(0, 500)}` };
  }
  try {
    return { bytes: compiler.pdf(compiled.result, { pdfStandard: "ua-1" }) };
  } catch (error) {
    return { problem: `cannot be printed: ${describe(error)}` };
  } finally {
    compiler.evictCache(CACHE_AGE);
  }
}

parentPort.on("message", ({ number, ...order }) => {
  const answer = print(order);
  // A copy that is this message's own: the typesetter's memory may not be handed over.
  const bytes = answer.bytes && new Uint8Array(answer.bytes);
  parentPort.postMessage({ number, ...answer, bytes }, bytes ? [bytes.buffer] : []);
});
