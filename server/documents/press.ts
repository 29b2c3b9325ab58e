import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { InvariantError } from "@/domain/errors";
import type { Paper } from "@/domain/statements/paper";
import type { SignedPaper } from "@/domain/statements/signed-paper";

type Printable = Paper | SignedPaper;

/** Makes PDFs of papers. */
export interface Press {
  /** A tagged PDF (PDF/UA-1). The same paper gives the same bytes. Throws InvariantError if it cannot be set. */
  print(paper: Printable): Promise<Buffer>;
}

/** The server runs in the project's own folder; bundled code has no other way to find files that are not code. */
const FOLDER = join(process.cwd(), "server/documents");
const TEMPLATES = join(FOLDER, "templates");
/** A path that the bundler does not follow: the helper is a file beside the bundle, not a part of it. */
const WORKER = [FOLDER, "press-worker.mjs"].join("/");
const TEMPLATE: Record<Printable["kind"], string> = {
  STATEMENT: join(TEMPLATES, "statement.typ"),
  CONFIRM: join(TEMPLATES, "confirm.typ"),
  REALISED_GAINS: join(TEMPLATES, "realised-gains.typ"),
  SIGNED: join(TEMPLATES, "signed.typ"),
};

type Answer = { number: number; bytes?: Uint8Array; problem?: string };
type Waiting = { title: string; resolve: (bytes: Buffer) => void; reject: (error: Error) => void };

/**
 * A press of so many helpers; each sets its papers one after the other. They keep no process alive, and one that dies
 * fails what it had in hand and is replaced when the next paper comes. They are processes of their own: threads of one
 * process wait for each other at the typesetter's memory, and a fault in its native code would end the server.
 */
export function openPress(size = 1): Press {
  const helpers: (PressHelper | null)[] = Array.from({ length: size }, () => null);
  let next = 0;
  return {
    print(paper) {
      const place = next++ % size;
      const idle = helpers.findIndex((helper) => helper === null || helper.isDead || helper.waiting === 0);
      const chosen = idle >= 0 ? idle : place;
      let helper = helpers[chosen] ?? null;
      if (!helper || helper.isDead) {
        helper = new PressHelper();
        helpers[chosen] = helper;
      }
      return helper.print(paper);
    },
  };
}

class PressHelper {
  isDead = false;
  readonly #process: ChildProcess = fork(/* turbopackIgnore: true */ WORKER, [TEMPLATES], {
    serialization: "advanced",
    // What this process was started with (loaders, profilers) is none of the helper's business.
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  readonly #waiting = new Map<number, Waiting>();
  #number = 0;

  constructor() {
    this.#process.on("message", (answer) => this.#answered(answer as Answer));
    this.#process.on("error", (error) => this.#die(error.message));
    this.#process.on("exit", () => this.#die("the helper ended"));
    this.#process.unref();
    this.#rest();
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  print(paper: Printable): Promise<Buffer> {
    const number = this.#number++;
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) this.#process.channel?.ref();
      this.#waiting.set(number, { title: paper.title, resolve, reject });
      this.#process.send({ number, mainFilePath: TEMPLATE[paper.kind], paper: JSON.stringify(paper) });
    });
  }

  /** A helper that has nothing to do keeps no process from ending. */
  #rest(): void {
    this.#process.channel?.unref();
  }

  #answered({ number, bytes, problem }: Answer): void {
    const order = this.#waiting.get(number);
    if (!order) return;
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) this.#rest();
    if (bytes) order.resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    else order.reject(new InvariantError(`paper "${order.title}" ${problem ?? "came back empty"}`));
  }

  #die(reason: string): void {
    this.isDead = true;
    for (const { title, reject } of this.#waiting.values())
      reject(new InvariantError(`paper "${title}" was lost: ${reason}`));
    this.#waiting.clear();
  }
}

/** The server's own press takes one core, so that whoever trades keeps the others. */
let shared: Press | null = null;

/** The press of this process. */
export function sharedPress(): Press {
  shared ??= openPress();
  return shared;
}
