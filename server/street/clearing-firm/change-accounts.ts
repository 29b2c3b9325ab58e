import type { FirmCommand } from "@/domain/clearing/messages";
import { toIso } from "@/domain/time/instant";
import type { Step } from "@/server/street/street";

type ChangeAccount = Extract<FirmCommand, { kind: "MAKE_MARGIN" | "CLOSE_ACCOUNT" }>;

type Account = { type: string; status: string };

/** What the firm's own books say against closing an account: it must be empty, and nothing may be under way. */
async function inTheWay(step: Step, accountNumber: string): Promise<string | null> {
  const [row] = await step.tx.$queryRaw<{ held: bigint; trades: bigint; movements: bigint }[]>`
    select (select count(*) from street.firm_balance where account_number = ${accountNumber}
              and (trade_date_qty <> 0 or settled_qty <> 0 or uncollected <> 0)) as held,
      (select count(*) from street.firm_trade where account_number = ${accountNumber} and settled_on is null
         ) as trades,
      (select count(*) from street.firm_cash_movement where account_number = ${accountNumber}
         and status in ('WITH_BANK', 'POSTED')) as movements`;
  if (row && row.held > 0n) return "The account still holds cash or shares.";
  if (row && row.trades > 0n) return "Trades of the account have not settled.";
  if (row && row.movements > 0n) return "Money of the account is under way.";
  return null;
}

async function refusal(
  step: Step,
  command: ChangeAccount,
  account: Account | undefined,
): Promise<string | null> {
  if (!account) return "There is no account with this number.";
  if (command.kind === "MAKE_MARGIN") return account.status === "OPEN" ? null : "The account is not open.";
  return account.status === "CLOSED" ? null : inTheWay(step, command.accountNumber);
}

/**
 * Makes a margin account of a cash account, or closes one that is empty; refuses with a sentence otherwise. The same
 * request again is answered the same: an account is not less closed for being closed twice.
 */
export async function changeAccount(step: Step, command: ChangeAccount): Promise<void> {
  const { kind, requestId, accountNumber } = command;
  const at = toIso(step.now);
  const [account] = await step.tx.$queryRaw<Account[]>`
    select type, status from street.firm_account where number = ${accountNumber} for update`;
  const reason = await refusal(step, command, account);
  if (reason !== null) {
    step.events.add("CLEARING", { kind: "CHANGE_REFUSED", requestId, accountNumber, reason, at });
    return;
  }
  if (kind === "MAKE_MARGIN") {
    await step.tx.$executeRaw`update street.firm_account set type = 'MARGIN' where number = ${accountNumber}`;
    step.events.add("CLEARING", { kind: "MARGIN_MADE", requestId, accountNumber, at });
  } else {
    await step.tx
      .$executeRaw`update street.firm_account set status = 'CLOSED' where number = ${accountNumber}`;
    step.events.add("CLEARING", { kind: "ACCOUNT_CLOSED", requestId, accountNumber, at });
  }
}
