import { ACCOUNT_TYPES, isAccountType } from "@/domain/onboarding/account-types";
import { INCOME, LIQUID_WORTH, EXPERIENCE } from "@/domain/onboarding/profile-choices";
import { addressLines } from "@/domain/profile/current-profile";
import type { RequestQueueInput } from "@/domain/requests/inputs";
import { OPEN_REQUESTS, type RequestKind, type RequestStatus } from "@/domain/requests/request-machine";
import { upgradeObstacle } from "@/domain/requests/upgrade";
import { formatTimestamp } from "@/domain/time/format";
import { instantFromDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { recordOf } from "@/server/profile";
import { obstaclesOf } from "@/server/requests/closing-facts";
import { ownAccount } from "@/server/requests/own-account";
import type { AccountRequestsView, DeskRequestView } from "@/server/requests/views";

const PAGE = 50;
const OWN = 20;

/** What may be asked for of the actor's own account, and what was, the latest first. NOT_FOUND for anybody else's. */
export async function requestsOf(
  deps: Deps,
  actor: Actor,
  input: { accountId: string },
): Promise<AccountRequestsView> {
  const account = await ownAccount(deps.db, actor, input.accountId);
  const rows = await deps.db.customerRequest.findMany({
    where: { accountId: account.id },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    take: OWN,
  });
  return {
    accountId: account.id,
    type: account.type,
    requests: rows.map((row) => ({
      id: row.id,
      kind: row.kind as RequestKind,
      status: row.status as RequestStatus,
      askedAt: row.askedAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      refusal: refusalOf(row.detail),
    })),
    upgradeObstacle: upgradeObstacle(account),
    closingObstacles: account.status === "CLOSED" ? [] : await obstaclesOf(deps.db, account.id),
  };
}

const refusalOf = (detail: unknown): string | null =>
  typeof detail === "object" && detail !== null && "refusal" in detail ? String(detail.refusal) : null;

type Row = {
  id: string;
  kind: RequestKind;
  status: RequestStatus;
  user_id: string;
  detail: { signedName?: string; signedAt?: string; texts?: { key: string; version: string }[] };
  asked_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  decider: string | null;
  reason: string | null;
  name: string;
  email: string;
  account_id: string | null;
  number: string | null;
  title: string | null;
  type: string | null;
};

async function factsOf(deps: Deps, row: Row): Promise<DeskRequestView["facts"]> {
  const facts: DeskRequestView["facts"] = [];
  const { signedName, signedAt, texts } = row.detail;
  if (signedName)
    facts.push({
      name: "Signed",
      value: `"${signedName}"${signedAt ? `, ${formatTimestamp(signedAt)}` : ""}`,
    });
  if (texts)
    facts.push({ name: "Texts", value: texts.map((text) => `${text.key} ${text.version}`).join(", ") });
  if (row.kind === "CLOSE_ACCOUNT") return facts;
  const record = await recordOf(deps.db, deps, row.user_id);
  if (row.kind === "MARGIN_UPGRADE" && record?.finances)
    facts.push(
      { name: "Income", value: INCOME.label(record.finances.annualIncome) },
      { name: "Could turn into cash", value: LIQUID_WORTH.label(record.finances.liquidNetWorth) },
      { name: "Experience", value: EXPERIENCE.label(record.finances.experience) },
    );
  if (row.kind === "ADDRESS_DISPUTE" && record?.address)
    facts.push({ name: "Address that counts", value: addressLines(record.address).join(", ") });
  if (row.kind === "ADDRESS_DISPUTE" && record?.pendingAddress)
    facts.push({ name: "Disputed address", value: addressLines(record.pendingAddress.address).join(", ") });
  return facts;
}

async function deskView(deps: Deps, actor: Actor, row: Row): Promise<DeskRequestView> {
  const askedAt = instantFromDate(row.asked_at);
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    askedAt: row.asked_at.toISOString(),
    waitedMs: Math.max(0, (row.decided_at ? instantFromDate(row.decided_at) : deps.clock.now()) - askedAt),
    customer: { name: row.name, email: row.email },
    account: row.account_id
      ? {
          id: row.account_id,
          number: row.number,
          title: row.title ?? "",
          typeTitle: row.type && isAccountType(row.type) ? ACCOUNT_TYPES[row.type].title : (row.type ?? ""),
        }
      : null,
    facts: await factsOf(deps, row),
    decision:
      row.decided_at && row.reason
        ? { by: row.decider ?? "", at: row.decided_at.toISOString(), reason: row.reason }
        : null,
    cannotDecide:
      row.user_id === actor.userId ? "This is your own request: somebody else decides on it." : null,
  };
}

/** The desk's queue: what waits, the longest first, or what was decided, the latest first. */
export async function requestQueue(
  deps: Deps,
  actor: Actor,
  input: RequestQueueInput,
): Promise<{ requests: DeskRequestView[] }> {
  const isWaiting = input.show === "WAITING";
  const rows = await deps.db.$queryRaw<Row[]>`
    select r.id, r.kind, r.status, r.user_id, r.detail, r.asked_at, r.decided_at, r.decided_by, d.display_name as decider,
      r.reason, u.display_name as name, u.email, a.id as account_id, a.number, a.title, a.type
    from portal.customer_request r join portal.users u on u.id = r.user_id
    left join portal.users d on d.id = r.decided_by left join portal.account a on a.id = r.account_id
    where (r.status = 'SUBMITTED') = ${isWaiting} and r.status <> 'WITHDRAWN'
    order by case when ${isWaiting} then r.asked_at end, r.asked_at desc, r.id limit ${PAGE}`;
  return { requests: await Promise.all(rows.map((row) => deskView(deps, actor, row))) };
}

/** How many wait for the desk. */
export const waitingRequests = (deps: Deps): Promise<number> =>
  deps.db.customerRequest.count({ where: { status: OPEN_REQUESTS[0] } });
