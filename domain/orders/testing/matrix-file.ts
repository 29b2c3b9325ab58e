import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";

/**
 * Order state matrices as files: each step is a message in, a message out, or something that happens in the world.
 * What a file does not state, or states as null, is not asked for.
 */
const figure = z.union([z.number(), z.string()]).transform(String).nullish();
const code = z.union([z.number(), z.string()]).transform(String).nullish();
const id = z.string().nullish();

const matrixStep = z.looseObject({
  time: code,
  direction: z.enum(["in", "out", "event"]),
  alternative: z.boolean().nullish(),
  msg_type: code,
  cl_ord_id: id,
  orig_cl_ord_id: id,
  poss_resend: z.union([z.string(), z.boolean()]).nullish(),
  exec_type: code,
  ord_status: code,
  exec_id: id,
  exec_ref_id: id,
  order_id: id,
  order_qty: figure,
  cum_qty: figure,
  leaves_qty: figure,
  last_qty: figure,
  last_px: figure,
  avg_px: figure,
  price: figure,
  stop_px: figure,
  day_order_qty: figure,
  day_cum_qty: figure,
  day_avg_px: figure,
  cxl_rej_reason: code,
  ord_rej_reason: code,
  exec_restatement_reason: code,
});
const matrixFile = z.looseObject({
  scenarios: z.array(
    z.looseObject({
      id: z.string(),
      title: z.string(),
      time_in_force: z.string().nullish(),
      steps: z.array(matrixStep),
    }),
  ),
});

export type MatrixStep = z.infer<typeof matrixStep>;
export type Scenario = z.infer<typeof matrixFile>["scenarios"][number];

/** All scenarios of the files in these folders whose names speak of matrices. */
export const scenariosIn = (...folders: readonly URL[]): Scenario[] =>
  folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith("matrices.json"))
      .flatMap((name) => matrixFile.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8"))).scenarios),
  );

/** The main path leaves out the either-or branches; each branch is the main path up to it, and then the branch. */
export const mainPath = (scenario: Scenario): MatrixStep[] =>
  scenario.steps.filter((step) => !step.alternative);
export const branches = (scenario: Scenario): { at: number; steps: MatrixStep[] }[] =>
  scenario.steps.flatMap((step, at) =>
    step.alternative
      ? [{ at, steps: [...scenario.steps.slice(0, at).filter((before) => !before.alternative), step] }]
      : [],
  );
