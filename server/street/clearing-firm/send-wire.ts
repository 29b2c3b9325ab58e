import { TRAVEL_RULE_FROM, wireLeavesOn } from "@/domain/banking/wire";
import { mayReceiveWire } from "@/domain/banking/same-name";
import type { FirmCommand } from "@/domain/clearing/messages";
import { add, type Money, money, toWire } from "@/domain/money/money";
import { toIso } from "@/domain/time/instant";
import {
  amountFault,
  NO_ACCOUNT,
  NOT_ENOUGH,
  openAccount,
  withdrawable,
} from "@/server/street/clearing-firm/firm-cash";
import type { Step } from "@/server/street/street";

type SendWire = Extract<FirmCommand, { kind: "SEND_WIRE" }>;

async function refusal(step: Step, command: SendWire, amount: Money, fee: Money): Promise<string | null> {
  const account = await openAccount(step, command.accountNumber);
  if (!account) return NO_ACCOUNT;
  const fault = amountFault(amount);
  if (fault) return fault;
  if (!mayReceiveWire(account.title, command.beneficiary.name))
    return "Wires go to the account's own owners only.";
  if (amount.gte(TRAVEL_RULE_FROM) && !command.travelRule)
    return "The sender's particulars are missing (31 CFR 1010.410(f)).";
  if (add(amount, fee).gt(await withdrawable(step, command.accountNumber))) return NOT_ENOUGH;
  return null;
}

/** Takes an instruction for an outgoing wire, or refuses it with a sentence. A transfer's id counts once. */
export async function sendWire(step: Step, command: SendWire): Promise<void> {
  const { transferId, accountNumber } = command;
  const [amount, fee] = [money(command.amount), money(command.fee)];
  const reason = await refusal(step, command, amount, fee);
  const leavesOn = wireLeavesOn(step.now);
  const detail = { beneficiary: command.beneficiary, travelRule: command.travelRule ?? null };
  const inserted = await step.tx.$executeRaw`
    insert into street.firm_cash_movement (id, account_number, direction, amount, fee, status, received_on, settles_on,
      tradable_on, withdrawable_on, detail)
    values (${transferId}::uuid, ${accountNumber}, 'WIRE_OUT', ${toWire(amount)}::numeric, ${toWire(fee)}::numeric,
      ${reason === null ? "WITH_BANK" : "REFUSED"}, ${step.today}::date, ${leavesOn}::date, ${leavesOn}::date,
      ${leavesOn}::date, ${JSON.stringify(detail)}::jsonb)
    on conflict (id) do nothing`;
  if (inserted === 0) return;
  const at = toIso(step.now);
  const dates = { settlesOn: leavesOn, tradableOn: leavesOn, withdrawableOn: leavesOn };
  step.events.add(
    "CLEARING",
    reason === null
      ? { kind: "CASH_ACCEPTED", transferId, ...dates, at }
      : { kind: "CASH_REFUSED", transferId, reason, at },
  );
}
