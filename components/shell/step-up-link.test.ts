import { createTRPCClient, TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stepUpLink } from "@/components/shell/step-up-link";
import { answerProof, stepUpReason, watchStepUp } from "@/components/shell/step-up-store";
import type { AppRouter } from "@/server/trpc/root";

type Sent = { path: string; input: unknown };

function refusal(code: string) {
  const data = { code: "FORBIDDEN", httpStatus: 403, app: { code, fields: [] } };
  return TRPCClientError.from<AppRouter>({ error: { message: code, code: -32003, data } } as never);
}

/** A portal that refuses with these codes, one a request, and does everything after that. */
function portalThatRefuses(codes: string[]) {
  const sent: Sent[] = [];
  const door: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        sent.push({ path: op.path, input: op.input });
        const code = codes.shift();
        if (code) return observer.error(refusal(code));
        observer.next({ result: { type: "data", data: "done" } });
        observer.complete();
      });
  return { sent, client: createTRPCClient<AppRouter>({ links: [stepUpLink, door] }) };
}

let leave = () => {};
/** Those who wait until the person is asked for a code. */
let waiting: (() => void)[] = [];
beforeEach(() => {
  leave = watchStepUp(() => {
    if (stepUpReason() !== null) for (const go of waiting.splice(0)) go();
  });
});
afterEach(() => {
  leave();
  waiting = [];
});

const session = { sessionId: "01936f00-0000-7000-8000-000000000001" };
/** The person is asked; before the change that brings it about is sent. */
const asked = () => new Promise<void>((resolve) => waiting.push(resolve));

describe("a change that needs a fresh code", () => {
  it("is held, and sent again as it was once the code was shown", async () => {
    const { sent, client } = portalThatRefuses(["STEP_UP_REQUIRED"]);
    const isAsked = asked();
    const outcome = client.auth.endSession.mutate(session);
    await isAsked;
    expect(stepUpReason()).toBe("STEP_UP_REQUIRED");
    expect(sent).toHaveLength(1);
    answerProof(true);
    expect(await outcome).toBe("done");
    expect(sent).toEqual([sent[0], sent[0]]);
    expect(sent[0]).toEqual({ path: "auth.endSession", input: session });
  });

  it("fails as it would have, if the person would rather not", async () => {
    const { sent, client } = portalThatRefuses(["SECOND_FACTOR_MISSING"]);
    const isAsked = asked();
    const outcome = client.auth.endSession.mutate(session);
    await isAsked;
    answerProof(false);
    await expect(outcome).rejects.toMatchObject({ data: { app: { code: "SECOND_FACTOR_MISSING" } } });
    expect(sent).toHaveLength(1);
  });

  it("is asked about once: a second refusal is the answer", async () => {
    const { sent, client } = portalThatRefuses(["STEP_UP_REQUIRED", "STEP_UP_REQUIRED"]);
    const isAsked = asked();
    const outcome = client.auth.endSession.mutate(session);
    await isAsked;
    answerProof(true);
    await expect(outcome).rejects.toMatchObject({ data: { app: { code: "STEP_UP_REQUIRED" } } });
    expect(stepUpReason()).toBeNull();
    expect(sent).toHaveLength(2);
  });
});

it("asks nobody about other refusals, nor about what is only read", async () => {
  const other = portalThatRefuses(["CONFLICT"]);
  await expect(other.client.auth.endSession.mutate(session)).rejects.toBeDefined();
  const reading = portalThatRefuses(["STEP_UP_REQUIRED"]);
  await expect(reading.client.auth.sessions.query()).rejects.toBeDefined();
  expect(stepUpReason()).toBeNull();
});
