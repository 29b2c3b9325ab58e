import type { CashEvent } from "@/domain/funding/cash-event";
import type { FirmTransferEvent } from "@/domain/funding/transfer-machine";
import { instantFromIso, localDateOf } from "@/domain/time/instant";
import { createAccount } from "@/prisma/factories/accounts";
import { createActor } from "@/prisma/factories/users";
import { applyBankEvent } from "@/server/funding/apply-bank-event";
import { applyCashEvent } from "@/server/funding/apply-cash-event";
import { linkBank } from "@/server/funding/link-bank";
import type { Actor } from "@/server/platform/actor";
import type { Clock } from "@/server/platform/clock";
import type { Deps } from "@/server/platform/deps";

/** The Friday on which these tests happen, and the dates of a deposit asked for on it. */
export const FRIDAY = "2026-11-20T15:00:00.000Z";
export const DATES = { settlesOn: "2026-11-23", tradableOn: "2026-11-25", withdrawableOn: "2026-12-01" };

/** Both clocks stand still at one instant. */
export function clockAt(iso: string): Clock {
  const at = instantFromIso(iso);
  return {
    now: () => at,
    exchangeNow: async () => at,
    exchangeToday: async () => localDateOf(at),
    state: async () => ({ exchangeNow: at, wallNow: at, rate: 0, ceiling: null, runUntil: null }),
    refresh: () => {},
  };
}

export type Saver = { actor: Actor; accountId: string };

let counter = 0;

/** A person with an account of their own. */
export async function saver(
  deps: Deps,
  status: "OPENING" | "OPEN" | "RESTRICTED" | "CLOSED" = "OPEN",
): Promise<Saver> {
  const seed = { email: `saver${++counter}@example.com`, displayName: `Ida Brandt ${counter}` };
  const actor = await createActor(deps.db, seed, deps.clock.now());
  const account = await createAccount(deps.db, { owner: actor, status }, deps.clock.now());
  return { actor, accountId: account.id };
}

/** The same with a bank account that the bank has confirmed. */
export async function linkedSaver(deps: Deps): Promise<Saver & { bankLinkId: string }> {
  const who = await saver(deps);
  const link = await linkBank(deps, who.actor, {
    accountId: who.accountId,
    bankName: "First National",
    routingNumber: "021000021",
    accountNumber: `7700${String(counter).padStart(6, "0")}`,
    kind: "CHECKING",
  });
  await deps.db.$transaction((tx) =>
    applyBankEvent(tx, deps, { kind: "LINK_VERIFIED", bankReference: link.id, at: FRIDAY }),
  );
  // Long ago, so that money may leave to it.
  await deps.db.bankLink.update({
    where: { id: link.id },
    data: { withdrawalsFrom: new Date("2026-11-19T00:00:00Z") },
  });
  return { ...who, bankLinkId: link.id };
}

function cashEvent(kind: FirmTransferEvent, transferId: string, amount: string): CashEvent {
  switch (kind) {
    case "ACCEPT":
      return { kind: "CASH_ACCEPTED", transferId, ...DATES, at: FRIDAY };
    case "REFUSE":
      return { kind: "CASH_REFUSED", transferId, reason: "The account is closed.", at: FRIDAY };
    case "POST":
      return { kind: "CASH_POSTED", transferId, amount, postedOn: "2026-11-23", at: FRIDAY };
    case "RELEASE":
      return { kind: "CASH_RELEASED", transferId, amount, at: FRIDAY };
    case "PAY":
      return { kind: "CASH_PAID", transferId, amount, postedOn: "2026-11-23", at: FRIDAY };
    case "RETURN":
      return { kind: "CASH_RETURNED", transferId, amount, code: "R01", at: FRIDAY };
    case "STOP":
      return { kind: "CASH_STOPPED", transferId, at: FRIDAY };
  }
}

/** The clearing firm speaks of a transfer, in one transaction. */
export const firmSays = (deps: Deps, transferId: string, amount: string, ...kinds: FirmTransferEvent[]) =>
  deps.db.$transaction(async (tx) => {
    for (const kind of kinds) await applyCashEvent(tx, deps, cashEvent(kind, transferId, amount));
  });
