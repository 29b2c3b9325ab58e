import { AppError } from "@/domain/errors";
import { OPEN_REQUESTS, REQUEST_TITLES, type RequestKind } from "@/domain/requests/request-machine";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

export type NewRequest = { kind: RequestKind; accountId: string; detail: Prisma.InputJsonObject };

/**
 * Puts a request about an account, whose row the caller has locked, into the desk's queue. CONFLICT while one of its kind
 * is open.
 */
export async function askDesk(tx: Tx, deps: Deps, actor: Actor, request: NewRequest): Promise<string> {
  const { kind, accountId, detail } = request;
  const open = await tx.customerRequest.findFirst({
    where: { accountId, kind, status: { in: [...OPEN_REQUESTS] } },
    select: { id: true },
  });
  if (open) throw new AppError("CONFLICT", "This was asked for already; we are working on it.");
  const id = newId();
  const now = deps.clock.now();
  await tx.customerRequest.create({
    data: { id, userId: actor.userId, accountId, kind, detail, askedAt: toDate(now) },
  });
  await recordAudit(tx, {
    actor,
    action: "request.asked",
    subjectType: "account",
    subjectId: accountId,
    detail: { requestId: id, kind, title: REQUEST_TITLES[kind] },
    at: now,
  });
  await publish(tx, "staff", "request");
  await publish(tx, `account:${accountId}`, "account");
  return id;
}
