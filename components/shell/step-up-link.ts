import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { askForProof, type StepUpReason } from "@/components/shell/step-up-store";
import type { AppRouter } from "@/server/trpc/root";

const REASONS: readonly string[] = ["STEP_UP_REQUIRED", "SECOND_FACTOR_MISSING"] satisfies StepUpReason[];
const isReason = (code: string | undefined): code is StepUpReason =>
  code !== undefined && REASONS.includes(code);

/**
 * A change that is refused until its sender has shown a code is held back, the code is asked for, and the same is sent
 * again, once: the refusal came before anything was done. Whoever made the change notices nothing but the time.
 */
export const stepUpLink: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) => {
      let isOver = false;
      let subscription = send(op.type === "mutation");

      function send(mayAsk: boolean) {
        return next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error(error) {
            const reason = error.data?.app.code;
            if (!mayAsk || !isReason(reason)) return observer.error(error);
            void askForProof(reason).then((proven) => {
              if (isOver) return;
              if (proven) subscription = send(false);
              else observer.error(error);
            });
          },
        });
      }

      return () => {
        isOver = true;
        subscription.unsubscribe();
      };
    });
