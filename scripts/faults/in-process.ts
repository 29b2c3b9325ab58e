import { withConnection } from "@/scripts/database/connection";
import { copyDatabase, dropDatabase } from "@/scripts/database/copies";
import { restoreRows } from "@/server/platform/kept-rows";
import { live, type Outcome, surroundingsAtFirst } from "@/scripts/faults/live";
import type { Plan } from "@/scripts/faults/plan";
import { openPortal } from "@/scripts/faults/portal";
import { disconnectClients, idleSessions, lendClients } from "@/server/platform/lent-clients";

let copies = 0;

/** Copies of a world in which plans without kills are lived in this process, each brought back to the world afterwards. */
export class WorldCopies {
  readonly #worldUrl: string;
  readonly #spare: string[] = [];

  constructor(worldUrl: string) {
    this.#worldUrl = worldUrl;
  }

  async live(plan: Plan): Promise<Outcome> {
    const url = this.#spare.pop() ?? (await this.#copy());
    try {
      const outcome = await this.#liveOn(url, plan);
      // What went wrong may be more than rows.
      if (outcome.wrong.length === 0 && (await this.#isBack(url))) this.#spare.push(url);
      else await this.#drop(url);
      return outcome;
    } catch (error) {
      await this.#drop(url);
      throw error;
    }
  }

  async dispose(): Promise<void> {
    for (const url of this.#spare.splice(0)) await this.#drop(url);
  }

  #copy(): Promise<string> {
    return copyDatabase(this.#worldUrl, `rt_test_faults_${process.pid}_${copies++}`, "QUICK");
  }

  async #liveOn(databaseUrl: string, plan: Plan): Promise<Outcome> {
    lendClients(databaseUrl);
    const portal = await openPortal(databaseUrl, surroundingsAtFirst(plan));
    try {
      return await live(plan, { databaseUrl, portal, arm: async () => {}, revive: async () => false });
    } finally {
      await portal.close();
    }
  }

  /** Whether nothing goes on in it any more, and it is as the world again. */
  async #isBack(url: string): Promise<boolean> {
    const sessions = await idleSessions(url);
    return sessions !== null && withConnection(url, (client) => restoreRows(client, sessions));
  }

  async #drop(url: string): Promise<void> {
    await disconnectClients(url);
    await dropDatabase(url);
  }
}
