import type { FirmEvent } from "@/domain/clearing/messages";
import { formatUsd } from "@/domain/money/format";
import { money, moneyToWire } from "@/domain/money/money";
import { CALL_TITLES, type CallKind } from "@/domain/risk/margin-calls";
import { formatDate } from "@/domain/time/format";
import { instantFromIso, type LocalDate, toColumn } from "@/domain/time/instant";
import { dropMarks } from "@/server/ledger";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

type Told<Kind extends FirmEvent["kind"]> = Extract<FirmEvent, { kind: Kind }>;

/** Tells holders and staff of a call, keeps it in the audit, and lets the next order be measured anew. */
async function tell(
  tx: Tx,
  deps: Deps,
  call: { accountId: string; at: string },
  what: { action: string; detail: Prisma.InputJsonObject; letter: { subject: string; body: string } },
): Promise<void> {
  const { accountId } = call;
  await dropMarks(tx, [accountId]);
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: what.action,
    subjectType: "account",
    subjectId: accountId,
    detail: what.detail,
    at: deps.clock.now(),
    exchangeAt: instantFromIso(call.at),
  });
  const holders = await tx.$queryRaw<{ email: string }[]>`
    select u.email from portal.account_holder h join portal.users u on u.id = h.user_id
    where h.account_id = ${accountId}::uuid order by u.id`;
  for (const { email } of holders) await sendMail(tx, { to: email, ...what.letter }, deps.clock.now());
  await publish(tx, `account:${accountId}`, "account");
  await publish(tx, "staff", "account");
}

/** Keeps a new call. One that is known changes nothing, one of an account that is not ours is logged. */
export async function openCall(tx: Tx, deps: Deps, event: Told<"MARGIN_CALLED">): Promise<void> {
  const account = await tx.account.findUnique({
    where: { number: event.accountNumber },
    select: { id: true },
  });
  if (!account) {
    deps.log.error({ number: event.accountNumber }, "the clearing firm called an account that is not ours");
    return;
  }
  const { count } = await tx.marginCall.createMany({
    data: [
      {
        id: event.callId,
        accountId: account.id,
        kind: event.callKind,
        amount: event.amount,
        issuedOn: toColumn(event.issuedOn as LocalDate),
        dueOn: toColumn(event.dueOn as LocalDate),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return;
  const amount = formatUsd(moneyToWire(money(event.amount)));
  const due = formatDate(event.dueOn as LocalDate);
  await tell(
    tx,
    deps,
    { accountId: account.id, at: event.at },
    {
      action: "account.margin_called",
      detail: { callId: event.callId, kind: event.callKind, amount: event.amount, dueOn: event.dueOn },
      letter: {
        subject: `Margin call of ${amount}, due ${due}`,
        body:
          `Meridian Clearing Corporation has made a ${CALL_TITLES[event.callKind].toLowerCase()} of ${amount} on account ${event.accountNumber}. ` +
          `Move money in or sell by ${due}. After that nothing more is lent to the account, and what it holds may be sold.`,
      },
    },
  );
}

type CallRow = { account_id: string; kind: CallKind; amount: string };

/** Moves a call on, if it is where it may be; null when it was there already or is not ours. */
async function moveCall(
  tx: Tx,
  deps: Deps,
  callId: string,
  change: Prisma.MarginCallUpdateManyMutationInput,
  from: readonly string[],
): Promise<CallRow | null> {
  const { count } = await tx.marginCall.updateMany({
    where: { id: callId, status: { in: [...from] } },
    data: change,
  });
  const call = await tx.marginCall.findUnique({ where: { id: callId } });
  if (!call) deps.log.error({ callId }, "the clearing firm spoke of a margin call that we do not know");
  if (!call || count === 0) return null;
  return { account_id: call.accountId, kind: call.kind as CallKind, amount: call.amount.toFixed(2) };
}

/** A call is met, in time or later. */
export async function closeCall(tx: Tx, deps: Deps, event: Told<"MARGIN_CALL_MET">): Promise<void> {
  const metOn = toColumn(event.metOn as LocalDate);
  const call = await moveCall(tx, deps, event.callId, { status: "MET", metOn }, ["OPEN", "EXPIRED"]);
  if (!call) return;
  const title = CALL_TITLES[call.kind].toLowerCase();
  await tell(
    tx,
    deps,
    { accountId: call.account_id, at: event.at },
    {
      action: "account.margin_call_met",
      detail: { callId: event.callId, metOn: event.metOn },
      letter: {
        subject: "Your margin call is met",
        body: `The ${title} of ${formatUsd(call.amount)} is met. There is nothing left to do about it.`,
      },
    },
  );
}

/** A call was not met when it was due. */
export async function expireCall(tx: Tx, deps: Deps, event: Told<"MARGIN_CALL_EXPIRED">): Promise<void> {
  const until = event.restrictedUntil as LocalDate | null;
  const change = { status: "EXPIRED", restrictedUntil: until && toColumn(until) };
  const call = await moveCall(tx, deps, event.callId, change, ["OPEN"]);
  if (!call) return;
  await tell(
    tx,
    deps,
    { accountId: call.account_id, at: event.at },
    {
      action: "account.margin_call_expired",
      detail: { callId: event.callId, kind: call.kind, amount: call.amount, restrictedUntil: until },
      letter: {
        subject: "Your margin call was not met in time",
        body:
          `The ${CALL_TITLES[call.kind].toLowerCase()} of ${formatUsd(call.amount)} was not met when it was due. ` +
          (until
            ? `Nothing more is lent to the account until ${formatDate(until)}; it buys with its own money only.`
            : "Nothing more is lent to the account until it is met, and what it holds may be sold to meet it."),
      },
    },
  );
}
