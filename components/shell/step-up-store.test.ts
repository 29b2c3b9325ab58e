import { afterEach, expect, it } from "vitest";
import { answerProof, askForProof, stepUpReason, watchStepUp } from "@/components/shell/step-up-store";

const leaving: (() => void)[] = [];
const dialog = () => {
  const leave = watchStepUp(() => {});
  leaving.push(leave);
  return leave;
};
afterEach(() => {
  for (const leave of leaving.splice(0)) leave();
});

it("asks nobody where there is no dialog", async () => {
  expect(await askForProof("STEP_UP_REQUIRED")).toBe(false);
  expect(stepUpReason()).toBeNull();
});

it("gives everything that waits one answer, and asks again the next time", async () => {
  dialog();
  const asked = [askForProof("STEP_UP_REQUIRED"), askForProof("STEP_UP_REQUIRED")];
  expect(stepUpReason()).toBe("STEP_UP_REQUIRED");
  answerProof(true);
  expect(await Promise.all(asked)).toEqual([true, true]);
  expect(stepUpReason()).toBeNull();
  const again = askForProof("SECOND_FACTOR_MISSING");
  expect(stepUpReason()).toBe("SECOND_FACTOR_MISSING");
  answerProof(false);
  expect(await again).toBe(false);
});

it("lets go of what waits when the dialog leaves with its page", async () => {
  const leave = watchStepUp(() => {});
  const asked = askForProof("STEP_UP_REQUIRED");
  leave();
  expect(await asked).toBe(false);
});
