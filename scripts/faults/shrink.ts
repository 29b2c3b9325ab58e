import { partsOf, type Plan, without } from "@/scripts/faults/plan";

/**
 * Makes a plan that fails smaller, as long as it fails: leaves out halves, then quarters, at last single parts (delta
 * debugging, Zeller 1999). `fails` is asked at most `tries` times. Returns the smallest plan that failed.
 */
export async function shrink(
  plan: Plan,
  fails: (smaller: Plan) => Promise<boolean>,
  tries: number,
): Promise<Plan> {
  let smallest = plan;
  let left = tries;
  for (
    let size = Math.ceil(partsOf(plan).length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    let place = 0;
    while (left > 0) {
      const parts = partsOf(smallest);
      if (place >= parts.length) break;
      const smaller = without(smallest, new Set(parts.slice(place, place + size)));
      left--;
      if (await fails(smaller)) smallest = smaller;
      else place += size;
    }
  }
  return smallest;
}

/** The command that lives through this very plan again. */
export function commandFor(plan: Plan, whole: Plan): string {
  const parts = partsOf(plan);
  const only = parts.length === partsOf(whole).length ? "" : ` --only ${parts.join(",") || "nothing"}`;
  return `npm run faults -- --seed ${plan.seed}${only}`;
}

/** The parts of a plan that a command names. */
export function only(plan: Plan, names: readonly string[]): Plan {
  const kept = new Set(names);
  return without(plan, new Set(partsOf(plan).filter((name) => !kept.has(name))));
}
