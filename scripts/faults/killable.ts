import { type ChildProcess, spawn } from "node:child_process";
import { copyDatabase, dropDatabase } from "@/scripts/database/copies";
import { live, type Outcome, type Place, surroundingsAtFirst } from "@/scripts/faults/live";
import { oneFile } from "@/scripts/faults/one-file";
import { OwnCluster } from "@/scripts/faults/own-cluster";
import type { Kill, Plan } from "@/scripts/faults/plan";
import { type Answer, NoAnswer, type Portal, type Surroundings } from "@/scripts/faults/portal";
import type { ProcessAnswer, ProcessDemand, ProcessOrder } from "@/scripts/faults/portal-process";
import { inRoot, ROOT } from "@/scripts/setup/places";

type Waiting = { resolve(answer: Answer): void; reject(error: Error): void };

/** One process with a portal in it. */
class PortalProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #orders = 0;
  #isDead = false;
  hasFired = false;

  constructor(program: string) {
    const args = ["--import", inRoot("scripts", "exit-with-parent.mjs")];
    this.#child = spawn(process.execPath, [...args, program], {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child.on("message", (told: ProcessAnswer) => {
      if ("fired" in told) this.hasFired = true;
      else this.#take(told.number)?.resolve(told.answer);
    });
    this.#child.on("exit", () => {
      this.#isDead = true;
      for (const number of [...this.#waiting.keys()]) this.#take(number)?.reject(new NoAnswer("killed"));
    });
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  #take(number: number): Waiting | undefined {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    return waiting;
  }

  tell(demand: ProcessDemand, around: Surroundings): Promise<Answer> {
    if (this.#isDead) return Promise.reject(new NoAnswer("dead"));
    const number = this.#orders++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#child.send({ number, demand, around } satisfies ProcessOrder, (error) => {
        if (error) this.#take(number)?.reject(new NoAnswer(error.message));
      });
    });
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isDead) return resolve();
      this.#child.once("exit", () => resolve());
      this.#child.kill("SIGKILL");
    });
  }
}

/** A database server of one's own with a world in it, and processes for portals: the next one is always warm. */
export class KillingGround {
  readonly cluster: OwnCluster;
  readonly #worldUrl: string;
  readonly #program: string;
  #portal: PortalProcess;
  #spare: PortalProcess;
  #copies = 0;

  private constructor(cluster: OwnCluster, worldUrl: string, program: string) {
    this.cluster = cluster;
    this.#worldUrl = worldUrl;
    this.#program = program;
    this.#portal = new PortalProcess(program);
    this.#spare = new PortalProcess(program);
  }

  /** `worldUrl` is a world that was made on that server. */
  static async open(cluster: OwnCluster, worldUrl: string): Promise<KillingGround> {
    return new KillingGround(cluster, worldUrl, await oneFile(ROOT, "scripts/faults/portal-process.ts"));
  }

  async live(plan: Plan): Promise<Outcome> {
    const databaseUrl = await copyDatabase(this.#worldUrl, `plan_${this.#copies++}`, "LASTING");
    try {
      const around = surroundingsAtFirst(plan);
      await this.#open(databaseUrl, around);
      return await live(plan, this.#place(databaseUrl, around));
    } finally {
      await this.cluster.revive();
      await dropDatabase(databaseUrl);
    }
  }

  async #open(databaseUrl: string, around: Surroundings): Promise<void> {
    const answer = await this.#portal.tell({ do: "OPEN", databaseUrl }, around);
    if (!answer.ok) throw new Error(`the portal does not open: ${answer.message}`);
  }

  #place(databaseUrl: string, first: Surroundings): Place {
    let last = first;
    const portal: Portal = {
      want: (demand, around) => {
        last = around;
        return this.#portal.tell(demand, around);
      },
      close: async () => {},
    };
    return {
      databaseUrl,
      portal,
      arm: async (kill: Kill | null) => {
        await this.#portal.tell({ do: "ARM", kill, postmaster: this.cluster.postmaster }, last);
      },
      revive: async () => {
        const { hasFired, isDead } = this.#portal;
        if (!hasFired && !isDead) return false;
        this.#portal.hasFired = false;
        await this.cluster.revive();
        if (!isDead) return true;
        this.#portal = this.#spare;
        this.#spare = new PortalProcess(this.#program);
        await this.#open(databaseUrl, last);
        return true;
      },
    };
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#portal.end(), this.#spare.end()]);
    await this.cluster.dispose();
  }
}
