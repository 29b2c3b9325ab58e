import path from "node:path";
import { z } from "zod";
import { withConnection } from "@/scripts/database/connection";
import { startNode } from "@/scripts/portal/server";
import { DATA } from "@/scripts/setup/places";
import { ProgressBar, say, seconds } from "@/scripts/setup/terminal";

const SEED_LOG = path.join(DATA, "logs", "demo-world.log");
const progressSchema = z.object({ done: z.number(), total: z.number(), label: z.string() });

/** The making of the demo world, which goes on while the portal already serves. */
export interface WorldMaking {
  stop(): Promise<void>;
  /** True when the world is complete; false when it failed or was stopped. Says so on the terminal. */
  readonly complete: Promise<boolean>;
}

/** The key under which the seed notes that the world is complete. */
const WORLD_KEY = "demo-world";

/** Whether the seed has nothing to do. Asked of the database itself, because only loading the seed takes seconds. */
export async function isWorldComplete(url: string): Promise<boolean> {
  return withConnection(url, async (client) => {
    const { rowCount } = await client.query("select from platform.world_state where key = $1", [WORLD_KEY]);
    return rowCount === 1;
  });
}

/** Reads one line of the seed's progress; other lines are its log. */
function parseProgress(line: string): z.infer<typeof progressSchema> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return progressSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/**
 * Makes the demo world by running the seed, which finds out itself what is missing: on a complete world it ends at
 * once. Shows a bar meanwhile. `args` are handed to the seed.
 */
export function makeWorld(env: NodeJS.ProcessEnv, args: readonly string[] = []): WorldMaking {
  const began = Date.now();
  const bar = new ProgressBar("demo world");
  let stopped = false;
  let worked = false;
  const onLine = (line: string) => {
    const progress = parseProgress(line);
    if (!progress || stopped) return;
    worked ||= progress.done < progress.total;
    bar.update(progress.done, progress.total, progress.label);
  };
  const seed = startNode(["--import", "tsx", "prisma/seed/index.ts", ...args], env, {
    log: SEED_LOG,
    onLine,
  });
  const report = async (): Promise<boolean> => {
    const { code } = await seed.ended;
    if (stopped) return false;
    if (code === 0) say(`✓ demo world${worked ? "" : ": complete"} (${seconds(Date.now() - began)})`);
    else
      say(
        `✗ The demo world is not complete (see ${SEED_LOG}); the portal runs on, “npm run reset” begins the world anew.`,
      );
    return code === 0;
  };
  return {
    complete: report(),
    stop: async () => {
      stopped = true;
      await seed.stop();
    },
  };
}
