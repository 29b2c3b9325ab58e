import { AppError } from "@/domain/errors";
import type { CloseInput } from "@/domain/requests/inputs";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { askDesk } from "@/server/requests/ask";
import { obstaclesOf } from "@/server/requests/closing-facts";
import { lockOwnAccount } from "@/server/requests/own-account";
import { requestsOf } from "@/server/requests/queries";
import type { AccountRequestsView } from "@/server/requests/views";

/**
 * Asks for the end of an account. Refused with CONFLICT and the reasons while anything is in it or under way; the desk and
 * the clearing firm look again.
 */
export async function requestClosing(
  deps: Deps,
  actor: Actor,
  input: CloseInput,
): Promise<AccountRequestsView> {
  await deps.db.$transaction(async (tx) => {
    const account = await lockOwnAccount(tx, actor, input.accountId);
    if (account.number === null || (account.status !== "OPEN" && account.status !== "RESTRICTED"))
      throw new AppError("ACCOUNT_NOT_OPEN");
    const obstacles = await obstaclesOf(tx, account.id);
    if (obstacles.length > 0) throw new AppError("CONFLICT", obstacles.join(" "));
    await askDesk(tx, deps, actor, { kind: "CLOSE_ACCOUNT", accountId: account.id, detail: {} });
  });
  return requestsOf(deps, actor, input);
}
