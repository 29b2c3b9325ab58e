import { join } from "node:path";
import { Worker } from "node:worker_threads";
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
const TEMPLATE: Record<Printable["kind"], string> = {
  STATEMENT: join(TEMPLATES, "statement.typ"),
  CONFIRM: join(TEMPLATES, "confirm.typ"),
  SIGNED: join(TEMPLATES, "signed.typ"),
};

type Answer = { number: number; bytes?: Uint8Array; problem?: string };
type Waiting = { title: string; resolve: (bytes: Buffer) => void; reject: (error: Error) => void };

/**
 * A press of so many threads; each sets its papers one after the other. The threads keep no process alive, and one
 * that dies fails what it had in hand and is replaced when the next paper comes.
 */
export function openPress(threads = 1): Press {
  const workers: (PressThread | null)[] = Array.from({ length: threads }, () => null);
  let next = 0;
  return {
    print(paper) {
      const place = next++ % threads;
      const idle = workers.findIndex((worker) => worker === null || worker.isDead || worker.waiting === 0);
      const chosen = idle >= 0 ? idle : place;
      let worker = workers[chosen] ?? null;
      if (!worker || worker.isDead) {
        worker = new PressThread();
        workers[chosen] = worker;
      }
      return worker.print(paper);
    },
  };
}

class PressThread {
  isDead = false;
  readonly #worker = new Worker(join(FOLDER, "press-worker.mjs"), {
    workerData: { templates: TEMPLATES },
    // What this process was started with (loaders, profilers) is none of the thread's business.
    execArgv: [],
  });
  readonly #waiting = new Map<number, Waiting>();
  #number = 0;

  constructor() {
    this.#worker.on("message", (answer: Answer) => this.#answered(answer));
    this.#worker.on("error", (error) => this.#die(error.message));
    this.#worker.on("exit", () => this.#die("the thread ended"));
    this.#worker.unref();
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  print(paper: Printable): Promise<Buffer> {
    const number = this.#number++;
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) this.#worker.ref();
      this.#waiting.set(number, { title: paper.title, resolve, reject });
      this.#worker.postMessage({
        number,
        mainFilePath: TEMPLATE[paper.kind],
        paper: JSON.stringify(paper),
      });
    });
  }

  #answered({ number, bytes, problem }: Answer): void {
    const order = this.#waiting.get(number);
    if (!order) return;
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) this.#worker.unref();
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
