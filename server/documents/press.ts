import { join } from "node:path";
import { InvariantError } from "@/domain/errors";
import type { Paper } from "@/domain/statements/paper";

/** Makes PDFs of papers. The promise leaves room for a press that works in other threads. */
export interface Press {
  /** A tagged PDF (PDF/UA-1). The same paper gives the same bytes. Throws InvariantError if it cannot be set. */
  print(paper: Paper): Promise<Buffer>;
}

/** The server runs in the project's own folder; bundled code has no other way to find files that are not code. */
const TEMPLATES = join(process.cwd(), "server/documents/templates");
const TEMPLATE: Record<Paper["kind"], string> = {
  STATEMENT: join(TEMPLATES, "statement.typ"),
  CONFIRM: join(TEMPLATES, "confirm.typ"),
};
/** Results that ten papers in a row did not use are forgotten, so that memory stays level however many are made. */
const CACHE_AGE = 10;

/** A press in this thread. The typesetter is loaded by the first who needs it: it is large. */
export async function openPress(): Promise<Press> {
  const { NodeCompiler } = await import("@myriaddreamin/typst-ts-node-compiler");
  const compiler = NodeCompiler.create({ workspace: TEMPLATES });
  return {
    async print(paper) {
      const source = { mainFilePath: TEMPLATE[paper.kind], inputs: { paper: JSON.stringify(paper) } };
      const compiled = compiler.compile(source);
      if (!compiled.result) {
        const problems = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
        throw new InvariantError(
          `paper "${paper.title}" cannot be set: ${JSON.stringify(problems).slice(0, 500)}`,
        );
      }
      try {
        return compiler.pdf(compiled.result, { pdfStandard: "ua-1" });
      } catch (error) {
        throw new InvariantError(`paper "${paper.title}" cannot be printed: ${describe(error)}`);
      } finally {
        compiler.evictCache(CACHE_AGE);
      }
    },
  };
}

/** The typesetter's errors are objects of its own, not Errors. */
function describe(error: unknown): string {
  if (error instanceof Error) return error.message;
  const diagnostics = (error as { shortDiagnostics?: unknown } | null)?.shortDiagnostics;
  return JSON.stringify(diagnostics ?? String(error)).slice(0, 500);
}

let shared: Promise<Press> | null = null;

/** The press of this process. */
export function sharedPress(): Promise<Press> {
  shared ??= openPress();
  return shared;
}
