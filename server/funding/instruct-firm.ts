import { TRAVEL_RULE_FROM } from "@/domain/banking/wire";
import type { FirmCommand } from "@/domain/clearing/messages";
import { invariant } from "@/domain/errors";
import { transferDirection } from "@/domain/funding/transfer-machine";
import { money, moneyToWire } from "@/domain/money/money";
import { numberContext, wireContext } from "@/server/funding/bank-messages";
import { travelRuleRecord } from "@/server/funding/travel-rule";
import type { TransferRow } from "@/server/funding/views";
import { transportCipher } from "@/server/platform/crypto";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

type Accounts = { accountNumber: string; counterAccount: string | null };

async function accountsOf(tx: Tx, row: TransferRow): Promise<Accounts> {
  const rows = await tx.account.findMany({
    where: { id: { in: [row.accountId, ...(row.counterAccountId ? [row.counterAccountId] : [])] } },
    select: { id: true, number: true },
  });
  const numberOf = (id: string | null) => rows.find((account) => account.id === id)?.number ?? null;
  const accountNumber = numberOf(row.accountId);
  invariant(accountNumber, "an open account has its number");
  return { accountNumber, counterAccount: numberOf(row.counterAccountId) };
}

async function wireCommand(
  tx: Tx,
  deps: Deps,
  row: TransferRow,
  accountNumber: string,
): Promise<FirmCommand> {
  const { wire } = row;
  invariant(wire?.numberCiphertext && wire.routingNumber, "an outgoing wire has its beneficiary");
  const number = deps.cipher.decrypt(wire.numberCiphertext, wireContext(row.id));
  const amount = money(row.amount);
  const travelRule = amount.gte(TRAVEL_RULE_FROM) ? await travelRuleRecord(tx, deps, row) : null;
  if (travelRule) await tx.wire.update({ where: { transferId: row.id }, data: { travelRule } });
  return {
    kind: "SEND_WIRE",
    transferId: row.id,
    accountNumber,
    amount: moneyToWire(amount),
    fee: moneyToWire(money(row.fee)),
    beneficiary: {
      name: wire.partyName,
      bankName: wire.bankName,
      routingNumber: wire.routingNumber,
      sealedNumber: transportCipher(deps.env.CLEARING_HMAC_KEY).encrypt(number, numberContext(row.id)),
    },
    ...(travelRule
      ? {
          travelRule: {
            transmittorName: travelRule.transmittorName,
            transmittorAddress: [...travelRule.transmittorAddress],
            instructions: travelRule.instructions,
          },
        }
      : {}),
  };
}

async function commandOf(tx: Tx, deps: Deps, row: TransferRow): Promise<FirmCommand> {
  const { accountNumber, counterAccount } = await accountsOf(tx, row);
  const amount = moneyToWire(money(row.amount));
  if (row.method === "WIRE") return wireCommand(tx, deps, row, accountNumber);
  if (row.method === "JOURNAL") {
    invariant(counterAccount, "the account that cash goes to has its number");
    return { kind: "JOURNAL_CASH", transferId: row.id, accountNumber, counterAccount, amount };
  }
  invariant(row.bankLinkId, "an ACH transfer has its bank account");
  return {
    kind: "MOVE_CASH",
    transferId: row.id,
    accountNumber,
    direction: transferDirection(row.direction),
    amount,
    bankReference: row.bankLinkId,
  };
}

/** Puts the instruction for a transfer that stands as REQUESTED into the outbox: money moves by these and nothing else. */
export async function instructFirm(tx: Tx, deps: Deps, row: TransferRow): Promise<void> {
  const command = await commandOf(tx, deps, row);
  await tx.outbox.create({
    data: { messageId: newId(), party: "CLEARING", kind: command.kind, payload: command },
  });
}
