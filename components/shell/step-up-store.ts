/**
 * Requests that wait until their sender has shown a code. The link asks here, the dialog of the frame answers; requests
 * that come while one waits share its answer.
 */
export type StepUpReason = "STEP_UP_REQUIRED" | "SECOND_FACTOR_MISSING";

type Waiting = { reason: StepUpReason; promise: Promise<boolean>; settle: (proven: boolean) => void };

let waiting: Waiting | null = null;
/** How many dialogs can answer: where there is none, nobody is asked. */
let dialogs = 0;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Asks the person in front of the screen; true once a code was shown, false if they would rather not. */
export function askForProof(reason: StepUpReason): Promise<boolean> {
  if (dialogs === 0) return Promise.resolve(false);
  if (waiting) return waiting.promise;
  let settle: Waiting["settle"] = () => {};
  const promise = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  waiting = { reason, promise, settle };
  tell();
  return promise;
}

/** The dialog's answer to everything that waits. */
export function answerProof(proven: boolean): void {
  const answered = waiting;
  waiting = null;
  tell();
  answered?.settle(proven);
}

export const stepUpReason = (): StepUpReason | null => waiting?.reason ?? null;
export const noStepUp = (): null => null;

/** For `useSyncExternalStore`; whoever listens is the dialog. */
export function watchStepUp(listener: () => void): () => void {
  listeners.add(listener);
  dialogs++;
  return () => {
    listeners.delete(listener);
    dialogs--;
    if (dialogs === 0) answerProof(false);
  };
}
