/** Works off tasks with so many hands, each list in its order; the first error stops all and is thrown. */
export async function workLists<T>(
  lists: readonly (readonly T[])[],
  work: (task: T) => Promise<void>,
): Promise<void> {
  let failed = false;
  const one = async (list: readonly T[]) => {
    for (const task of list) {
      if (failed) return;
      try {
        await work(task);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(lists.map(one));
}

/** So many people at their screens at the same moment. */
export const HANDS = 8;

/** Deals tasks out to the hands in turn. */
export function dealt<T>(tasks: readonly T[], handOf: (task: T, index: number) => number): T[][] {
  const hands: T[][] = Array.from({ length: HANDS }, () => []);
  for (const [index, task] of tasks.entries()) hands[handOf(task, index) % HANDS]?.push(task);
  return hands;
}
