import { AppError } from "@/domain/errors";
import type { RequestInput } from "@/domain/requests/inputs";
import { nextRequestStatus, type RequestStatus } from "@/domain/requests/request-machine";
import { type Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";
import { requestsOf } from "@/server/requests/queries";
import type { AccountRequestsView } from "@/server/requests/views";

/** Takes back one's own request while the desk has not decided. NOT_FOUND for another's, CONFLICT once decided. */
export async function withdrawRequest(
  deps: Deps,
  actor: Actor,
  input: RequestInput,
): Promise<AccountRequestsView> {
  const accountId = await deps.db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ account_id: string; kind: string; status: RequestStatus }[]>`
      select account_id, kind, status from portal.customer_request
      where id = ${input.requestId}::uuid and user_id = ${actor.userId}::uuid and account_id is not null for update`;
    if (!row) throw new AppError("NOT_FOUND");
    const status = nextRequestStatus(row.status, "withdraw");
    if (!status) throw new AppError("CONFLICT", "This was decided in the meantime.");
    await tx.customerRequest.update({ where: { id: input.requestId }, data: { status } });
    await recordAudit(tx, {
      actor,
      action: "request.withdrawn",
      subjectType: "account",
      subjectId: row.account_id,
      detail: { requestId: input.requestId, kind: row.kind },
      at: deps.clock.now(),
    });
    await publish(tx, "staff", "request");
    return row.account_id;
  });
  return requestsOf(deps, actor, { accountId });
}
