import type { FirmEvent } from "@/domain/clearing/messages";
import { cashJournal } from "@/domain/ledger/posting-rules";
import { formatUsd } from "@/domain/money/format";
import { money, moneyToWire } from "@/domain/money/money";
import { CALL_TITLES, type CallKind } from "@/domain/risk/margin-calls";
import { formatDate } from "@/domain/time/format";
import { instantFromIso, type LocalDate, toColumn } from "@/domain/time/instant";
import { dropMarks, lockCash, postJournals } from "@/server/ledger";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";
import { publish, publishAll } from "@/server/platform/news";

/** What the clearing firm says of margin accounts. */
export type MarginEvent = Extract<
  FirmEvent,
  {
    kind: "MARGIN_STATED" | "MARGIN_CALLED" | "MARGIN_CALL_MET" | "MARGIN_CALL_EXPIRED" | "INTEREST_POSTED";
  }
>;
type Told<Kind extends MarginEvent["kind"]> = Extract<MarginEvent, { kind: Kind }>;

/**
 * Applies what the clearing firm says of margin accounts, inside the transaction that moves the cursor. Rows of
 * accounts and calls that we do not know change nothing: the day's reconciliation names them.
 */
export async function applyMarginEvent(tx: Tx, deps: Deps, event: MarginEvent): Promise<void> {
  switch (event.kind) {
    case "MARGIN_STATED":
      return keepFigures(tx, event);
    case "MARGIN_CALLED":
      return openCall(tx, deps, event);
    case "MARGIN_CALL_MET":
      return closeCall(tx, deps, event);
    case "MARGIN_CALL_EXPIRED":
      return expireCall(tx, deps, event);
    case "INTEREST_POSTED":
      return postInterest(tx, event);
  }
}

/** Keeps a day's figures; the first statement of a day stands. */
async function keepFigures(tx: Tx, event: Told<"MARGIN_STATED">): Promise<void> {
  await tx.$executeRaw`
    insert into portal.margin_figure (account_id, business_date, long_market_value, equity, debit, initial_requirement,
      maintenance_requirement, sma)
    select a.id, ${event.businessDate}::date, r."longMarketValue", r.equity, r.debit, r."initialRequirement",
      r."maintenanceRequirement", r.sma
    from jsonb_to_recordset(${JSON.stringify(event.rows)}::jsonb) as r("accountNumber" text, "longMarketValue" numeric,
      equity numeric, debit numeric, "initialRequirement" numeric, "maintenanceRequirement" numeric, sma numeric)
    join portal.account a on a.number = r."accountNumber"
    on conflict do nothing`;
}

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

async function openCall(tx: Tx, deps: Deps, event: Told<"MARGIN_CALLED">): Promise<void> {
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

async function closeCall(tx: Tx, deps: Deps, event: Told<"MARGIN_CALL_MET">): Promise<void> {
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

async function expireCall(tx: Tx, deps: Deps, event: Told<"MARGIN_CALL_EXPIRED">): Promise<void> {
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

/** Books a month's interest, as charged or paid by the clearing firm. The same reference counts once. */
async function postInterest(tx: Tx, event: Told<"INTEREST_POSTED">): Promise<void> {
  const numbers = [...new Set(event.rows.map(({ accountNumber }) => accountNumber))];
  const accounts = await tx.account.findMany({
    where: { number: { in: numbers } },
    select: { id: true, number: true },
  });
  const idOf = new Map(accounts.map(({ id, number }) => [number, id]));
  const known = event.rows.flatMap((row) => {
    const accountId = idOf.get(row.accountNumber);
    return accountId ? [{ ...row, accountId }] : [];
  });
  const earlier = await tx.interestPosting.findMany({
    where: { id: { in: known.map(({ reference }) => reference) } },
    select: { id: true },
  });
  const booked = new Set(earlier.map(({ id }) => id));
  const fresh = known.filter(({ reference }) => !booked.has(reference));
  if (fresh.length === 0) return;
  await lockCash(
    tx,
    fresh.map(({ accountId }) => accountId),
  );
  const on = event.postedOn as LocalDate;
  await tx.interestPosting.createMany({
    data: fresh.map(({ reference, accountId, interestKind, amount }) => ({
      id: reference,
      accountId,
      kind: interestKind,
      amount,
      postedOn: toColumn(on),
    })),
  });
  await postJournals(
    tx,
    fresh.map(({ reference, accountId, interestKind, amount }) =>
      cashJournal(interestKind === "DEBIT" ? "DEBIT_INTEREST" : "CREDIT_INTEREST", {
        source: reference,
        accountId,
        amount: money(amount),
        on,
        exchangeAt: instantFromIso(event.at),
      }),
    ),
  );
  const channels = new Set(fresh.map(({ accountId }) => `account:${accountId}` as const));
  await publishAll(tx, [...channels], "cash");
}
