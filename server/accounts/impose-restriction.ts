import type { RestrictAccountInput } from "@/domain/accounts/inputs";
import { AppError } from "@/domain/errors";
import { refuseOwnAccount } from "@/server/accounts/own-account";
import { restrictAccounts } from "@/server/accounts/restrict-account";
import type { Actor } from "@/server/platform/actor";
import { isDeadlock } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** Fills that come in at the same moment lock the same rows; whoever loses tries again. */
const ATTEMPTS = 5;

/**
 * The staff restrict an account at once, with what follows from it (`restrictAccounts`). NOT_FOUND; CONFLICT when the
 * account is closed or has that restriction; MAKER_IS_CHECKER for one's own account.
 */
export async function imposeRestriction(
  deps: Deps,
  actor: Actor,
  input: RestrictAccountInput,
): Promise<{ ordersCancelled: number }> {
  const exchangeAt = await deps.clock.exchangeNow();
  const { accountId, kind, reason } = input;
  const impose = () =>
    deps.db.$transaction(async (tx) => {
      await refuseOwnAccount(tx, actor, accountId);
      const restriction = { accountIds: [accountId], kind, cause: "STAFF", reason, exchangeAt } as const;
      const { restricted, ordersCancelled } = await restrictAccounts(tx, deps, actor, restriction);
      if (restricted.length === 0)
        throw new AppError("CONFLICT", "The account is closed, or has this restriction already.");
      return ordersCancelled;
    });
  for (let attempt = 1; ; attempt++) {
    try {
      const ordersCancelled = await impose();
      deps.nudge();
      return { ordersCancelled };
    } catch (error) {
      if (attempt === ATTEMPTS || !isDeadlock(error)) throw error;
    }
  }
}
