import type { RestrictAccountInput } from "@/domain/accounts/inputs";
import { blocksOf } from "@/domain/accounts/restrictions";
import { AppError } from "@/domain/errors";
import { refuseOwnAccount } from "@/server/accounts/own-account";
import { placeRestriction } from "@/server/accounts/restrict-account";
import { cancelForbiddenOrders } from "@/server/orders";
import type { Actor } from "@/server/platform/actor";
import { isDeadlock } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** Fills that come in at the same moment lock the same rows; whoever loses tries again. */
const ATTEMPTS = 5;

/**
 * Restricts an account at once: what is forbidden is refused from the commit on, and open orders that it forbids are
 * asked to be cancelled in the same transaction. Orders are locked before the cash row, as fills do it, and looked for
 * once more behind it: a purchase that was first at the cash row is seen then, and one that comes later is refused.
 * NOT_FOUND; CONFLICT when the account is closed or has that restriction; MAKER_IS_CHECKER for one's own account.
 */
export async function imposeRestriction(
  deps: Deps,
  actor: Actor,
  input: RestrictAccountInput,
): Promise<{ ordersCancelled: number }> {
  const exchangeAt = await deps.clock.exchangeNow();
  const { accountId, kind, reason } = input;
  const { trading } = blocksOf([kind]);
  const impose = () =>
    deps.db.$transaction(async (tx) => {
      await refuseOwnAccount(tx, actor, accountId);
      const cancel = async () =>
        trading ? cancelForbiddenOrders(tx, actor, { accountId, trading }, exchangeAt) : 0;
      const before = await cancel();
      if (!(await placeRestriction(tx, deps, actor, { accountId, kind, reason, exchangeAt })))
        throw new AppError("CONFLICT", "The account is closed, or has this restriction already.");
      return before + (await cancel());
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
