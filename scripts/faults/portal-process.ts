import pg from "pg";
import { cutPower } from "@/scripts/faults/own-cluster";
import type { Kill } from "@/scripts/faults/plan";
import {
  type Answer,
  type Demand,
  openPortal,
  type Portal,
  type Surroundings,
} from "@/scripts/faults/portal";

/**
 * A portal and its street in a process of their own, so that they can be killed (started by killable.ts with fork). It
 * does what it is told, message by message; people's asks side by side.
 */
export type ProcessDemand =
  | Demand
  | { do: "OPEN"; databaseUrl: string }
  | { do: "ARM"; kill: Pick<Kill, "victim" | "afterStatements"> | null; postmaster: number };
export type ProcessOrder = { number: number; demand: ProcessDemand; around: Surroundings };
/** `fired`: what was armed has been killed. */
export type ProcessAnswer = { number: number; answer: Answer } | { fired: true };

type Armed = { victim: Kill["victim"]; statementsLeft: number; postmaster: number };
let armed: Armed | null = null;
let portal: Portal | null = null;

function fire({ victim, postmaster }: Armed, worker: number | null): void {
  armed = null;
  process.send?.({ fired: true } satisfies ProcessAnswer);
  if (victim === "APP") process.kill(process.pid, "SIGKILL");
  if (victim === "DATABASE") cutPower(postmaster);
  if (victim === "DATABASE_WORKER" && worker !== null) process.kill(worker, "SIGKILL");
}

/** Every statement that anybody here sends is counted; it is on its way when the blow falls. */
function countStatements(): void {
  const { prototype } = pg.Client as unknown as {
    prototype: Record<"query", (...given: unknown[]) => unknown>;
  };
  const send = prototype.query;
  prototype.query = function counted(this: { processID?: number | null }, ...given: unknown[]) {
    const sent = send.apply(this, given);
    if (armed && --armed.statementsLeft <= 0) fire(armed, this.processID ?? null);
    return sent;
  };
}

async function obey({ demand, around }: ProcessOrder): Promise<Answer> {
  if (demand.do === "OPEN") {
    await portal?.close();
    portal = await openPortal(demand.databaseUrl, around);
    return { ok: true, value: null };
  }
  if (demand.do === "ARM") {
    const { kill, postmaster } = demand;
    armed = kill && { victim: kill.victim, statementsLeft: kill.afterStatements, postmaster };
    return { ok: true, value: null };
  }
  if (!portal) throw new Error("there is no portal yet");
  return portal.want(demand, around);
}

/** What may travel between processes. */
const plain = (answer: Answer): Answer =>
  JSON.parse(
    JSON.stringify(answer, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  ) as Answer;

countStatements();
process.on("message", (order: ProcessOrder) => {
  const { number } = order;
  obey(order).then(
    (answer) => process.send?.({ number, answer: plain(answer) } satisfies ProcessAnswer),
    (error: unknown) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ number, answer: { ok: false, code: null, message } } satisfies ProcessAnswer);
    },
  );
});
process.on("disconnect", () => process.exit(0));
