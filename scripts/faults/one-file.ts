import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";

/**
 * Makes one file of a program of ours and all that it imports of ours, and returns its path: it starts in a third of
 * the time that hundreds of files take, and where portals are killed, many are started. `tree` is the project's folder,
 * or a copy of it; `program` a path in it. The file lies two folders deep, like scripts/setup/places.ts, which tells from
 * its own place where the project is.
 */
export async function oneFile(tree: string, program: string): Promise<string> {
  const folder = path.join(tree, ".build", "faults");
  const file = path.join(folder, `${path.basename(program, ".ts")}.mjs`);
  const { outputFiles } = await build({
    absWorkingDir: tree,
    entryPoints: [program],
    outfile: file,
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node24",
    packages: "external",
    alias: { "@": tree },
    logLevel: "silent",
  });
  fs.mkdirSync(folder, { recursive: true });
  // Several may make it at once: each is put in its place as a whole.
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, outputFiles[0]?.contents ?? "");
  fs.renameSync(draft, file);
  return file;
}
