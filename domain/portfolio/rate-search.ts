import { type Answer, known, unknown } from "@/domain/portfolio/answer";

/** A flow at a time between 0 (the first) and 1 (the last). */
type Flow = { at: number; amount: number };

/** Bounds of the logarithm of growth over the whole time: from a loss of all but 1e-15 to a growth by 1e15. */
const REACH = 35;
const HALVINGS = 200;

const presentValue = (flows: readonly Flow[], growth: number): number => {
  let sum = 0;
  for (const { at, amount } of flows) sum += amount * Math.exp(-growth * at);
  return sum;
};

/** Fine where returns usually are, coarse beyond. */
function gridOf(): number[] {
  const points: number[] = [];
  for (let growth = -REACH; growth < -4; growth += 0.5) points.push(growth);
  for (let step = -80; step <= 80; step += 1) points.push(step / 20);
  for (let growth = 4.5; growth <= REACH; growth += 0.5) points.push(growth);
  return points;
}
const GRID = gridOf();

function bisect(flows: readonly Flow[], low: number, high: number): number {
  let [a, b] = [low, high];
  const sign = Math.sign(presentValue(flows, a));
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = (a + b) / 2;
    if (middle <= a || middle >= b) break;
    if (Math.sign(presentValue(flows, middle)) === sign) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

/** Every growth at which the present value crosses zero; tangents between two points of the grid are not seen. */
function rootsOf(flows: readonly Flow[]): number[] {
  const roots: number[] = [];
  let previous: { at: number; sign: number } | null = null;
  for (const at of GRID) {
    const sign = Math.sign(presentValue(flows, at));
    if (sign === 0) roots.push(at);
    else if (previous && previous.sign !== 0 && previous.sign !== sign)
      roots.push(bisect(flows, previous.at, at));
    previous = { at, sign };
  }
  return roots;
}

/**
 * The one growth (natural logarithm, over the whole time) that makes the present value of the flows zero. Every
 * bracket of a sign change is searched by halving, which can't run away as Newton's steps do. None or several: no
 * answer.
 */
export function onlyGrowth(flows: readonly Flow[]): Answer<number> {
  const hasBoth = flows.some(({ amount }) => amount > 0) && flows.some(({ amount }) => amount < 0);
  if (!hasBoth) return unknown("NO_RATE");
  const roots = rootsOf(flows);
  const [only] = roots;
  if (only === undefined) return unknown("NO_RATE");
  return roots.length === 1 ? known(only) : unknown("SEVERAL_RATES");
}
